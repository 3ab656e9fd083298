import { ruleWords, tellingWords } from './config/rule-words.ts'
import type { Plan } from './plan.ts'
import type { Entry } from './types/catalog.ts'
import type { Matcher, Rule } from './types/rule.ts'
import type { RuleView } from './web/rule-page.ts'

/** A rule of this name as people read it; absent where the configuration has none. */
export function ruleView({ config, catalog }: Plan, name: string): RuleView | undefined {
  const rule = config.rules.find((one) => one.name === name)
  if (rule === undefined) return undefined
  const { severity, why, runbook } = rule
  return {
    ...{ name, severity, fires: ruleWords(rule), tells: tellingWords(rule) },
    ...(why !== undefined && { why }),
    ...(runbook !== undefined && { runbook }),
    codes: countsErrors(rule) ? codesOf(rule.match, catalog.entries) : [],
  }
}

/** The others look at calls, silence or bytes. */
function countsErrors({ condition: { kind } }: Rule): boolean {
  return kind !== 'absent' && kind !== 'quota' && kind !== 'lost'
}

/** Of a rule for everything none: that were the whole catalog. */
function codesOf(match: Matcher, entries: readonly Entry[]): RuleView['codes'] {
  const { category, kind, severity, code } = match
  if (!category && !kind && !code) return []
  const meant = entries.filter(
    (entry) =>
      (category?.includes(entry.category) ?? true) &&
      (kind?.includes(entry.kind) ?? true) &&
      (severity?.includes(entry.severity) ?? true) &&
      (code?.includes(entry.code) ?? true),
  )
  return meant.map(({ code: name, meaning, who, advice }) => ({
    ...{ code: name, meaning, who, advice: advice[0] },
  }))
}
