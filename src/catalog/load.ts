import { basename } from 'node:path'
import type { Catalog, Entry } from '../types/catalog.ts'
import type { Checked, Problem } from '../types/config.ts'
import { checkYaml } from '../yaml/check.ts'
import { catalogOf } from './lookup.ts'
import { catalogFile, type GivenFile, meaningKey } from './schema.ts'

export interface CatalogFile {
  /** How problems name it. */
  readonly file: string
  readonly text: string
}

/** The vendor's page of all codes: the link of an entry that gives no better one. */
const TABLE_PAGE = 'https://developer.tuya.com/en/docs/iot/error-code?id=K989ruxx88swc'

/**
 * One catalog from YAML files, or everything that is wrong with any of them. A later file adds to the earlier ones;
 * its entry with the code and the `when` of an earlier entry replaces that.
 */
export function loadCatalog(files: readonly CatalogFile[]): Checked<Catalog> {
  const problems: Problem[] = []
  const entries = new Map<string, Entry>()
  for (const { file, text } of files) {
    const checked = checkYaml(file, text, catalogFile)
    if (!checked.ok) problems.push(...checked.problems)
    else for (const entry of entriesOf(checked.value, file)) entries.set(meaningKey(entry), entry)
  }
  const [first, ...rest] = problems
  if (first !== undefined) return { ok: false, problems: [first, ...rest] }
  return { ok: true, value: catalogOf([...entries.values()]) }
}

function entriesOf({ entries, link, source }: GivenFile, file: string): readonly Entry[] {
  const shared = { link: link ?? TABLE_PAGE, source: source ?? basename(file) }
  return entries.map((given) => ({ ...shared, ...given }))
}
