import { readFileSync } from 'node:fs'
import { builtinCatalogFiles } from './catalog/builtin.ts'
import { loadCatalog } from './catalog/load.ts'
import type { Catalog } from './types/catalog.ts'
import type { Checked, Config } from './types/config.ts'

/** A checked configuration with the catalog that it names: all that is needed to begin, or to go on after a reload. */
export interface Plan {
  readonly config: Config
  readonly catalog: Catalog
}

/** Reads the built-in catalog and the configuration's own files over it; all their problems at once. */
export function planFor(config: Config): Checked<Plan> {
  const own = config.catalog.map(readCatalogFile)
  const unreadable = own.flatMap((read) => (read.ok ? [] : read.problems))
  const [first, ...more] = unreadable
  if (first) return { ok: false, problems: [first, ...more] }
  const files = own.flatMap((read) => (read.ok ? [read.value] : []))
  const catalog = loadCatalog([...builtinCatalogFiles(), ...files])
  return catalog.ok ? { ok: true, value: { config, catalog: catalog.value } } : catalog
}

function readCatalogFile(file: string): Checked<{ readonly file: string; readonly text: string }> {
  try {
    return { ok: true, value: { file, text: readFileSync(file, 'utf8') } }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    return { ok: false, problems: [{ file, path: '', message }] }
  }
}
