import assert from 'node:assert/strict'
import { cwd } from 'node:process'
import type { Command } from 'commander'
import { builtinCatalogFiles } from '../catalog/builtin.ts'
import { loadCatalog } from '../catalog/load.ts'
import { buildRules } from '../config/build-rule.ts'
import { DEFAULT_RULES } from '../config/default-rules.ts'
import { ruleSchema } from '../config/schema-rules.ts'
import { isStanding } from '../evaluate/standing.ts'
import { scanStages } from '../scan/stages.ts'
import { columnsOf, endOnBrokenPipe, paintFor } from '../scan/terminal.ts'
import type { Catalog } from '../types/catalog.ts'
import { explainCode } from './explain-code.ts'
import { explainLine } from './explain-line.ts'
import { explainMessage } from './explain-message.ts'

export function registerExplain(program: Command): void {
  program
    .command('explain')
    .description(
      'What a code or message means and what to do; or what is found in a log line, and why',
    )
    .argument('<code|line...>', 'a code (28841004), a message ("token invalid") or a log line')
    .action(explain)
}

function explain(words: readonly string[]): void {
  endOnBrokenPipe(process.stdout)
  const loaded = loadCatalog(builtinCatalogFiles())
  assert(loaded.ok, 'the catalog that comes with tuyawatch is right')
  process.stdout.write(explanationOf(words.join(' ').trim(), loaded.value))
}

function explanationOf(asked: string, catalog: Catalog): string {
  const { stdout } = process
  const rules = buildRules(
    DEFAULT_RULES.map(({ rule }) => ruleSchema.parse(rule)),
    [],
  ).filter((rule) => !isStanding(rule))
  const style = { columns: columnsOf(stdout), paint: paintFor(stdout), rules }
  if (CODE.test(asked)) return explainCode(catalog, asked, style)
  if (catalog.findByMessage(asked).length > 0) return explainMessage(catalog, asked, style)
  const { timeZone: timezone } = Intl.DateTimeFormat().resolvedOptions()
  const stages = scanStages(catalog, { directory: cwd(), timezone, now: Date.now() })
  return explainLine(catalog, asked, stages, style)
}

/** Digits, perhaps signed, or one word. */
const CODE = /^(?:-?\d+|[A-Za-z][\w-]*)$/
