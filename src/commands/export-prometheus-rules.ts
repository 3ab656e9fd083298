import { readFileSync } from 'node:fs'
import { builtinCatalogFiles } from '../catalog/builtin.ts'
import { loadCatalog } from '../catalog/load.ts'
import { readConfig } from '../config/load.ts'
import { thisMachine } from '../config/machine.ts'
import { problemLine } from '../config/problem-line.ts'
import { prometheusRules } from '../export/prometheus-rules.ts'
import type { Catalog } from '../types/catalog.ts'
import type { Checked } from '../types/config.ts'
import { EXIT_USAGE } from './exit.ts'

/** The rules on standard output; what they cannot say, and what is wrong with the configuration, on standard error. */
export function exportPrometheusRules({ config: file }: { readonly config: string }): void {
  const config = readConfig(file, thisMachine())
  const catalog = config.ok ? catalogWith(config.value.catalog) : config
  if (!config.ok || !catalog.ok) {
    const problems = [config, catalog].flatMap((checked) => (checked.ok ? [] : checked.problems))
    tell(new Set(problems.map(problemLine)))
    process.exitCode = EXIT_USAGE
    return
  }
  const { text, warnings } = prometheusRules(config.value.rules, catalog.value)
  process.stdout.write(text)
  tell(warnings)
}

/** The built-in catalog and the user's own files; one that cannot be read is a problem, too. */
function catalogWith(files: readonly string[]): Checked<Catalog> {
  try {
    const own = files.map((file) => ({ file, text: readFileSync(file, 'utf8') }))
    return loadCatalog([...builtinCatalogFiles(), ...own])
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    return { ok: false, problems: [{ file: '', path: 'catalog', message }] }
  }
}

function tell(lines: Iterable<string>): void {
  for (const line of lines) process.stderr.write(`tuyawatch: ${line}\n`)
}
