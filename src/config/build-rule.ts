import assert from 'node:assert/strict'
import type { Severity } from '../types/catalog.ts'
import type { QuotaPlan } from '../types/quota.ts'
import type { GroupLabel, Rule } from '../types/rule.ts'
import { HOUR, type Millis } from '../types/time.ts'
import { buildCondition } from './build-condition.ts'
import { DEFAULT_RULES } from './default-rules.ts'
import { type Counts, countsText, ruleId } from './rule-id.ts'
import { type RuleForm, ruleSchema } from './schema-rules.ts'

/** A first reminder within the same shift, then one a day. */
const DEFAULT_REPEAT = [4 * HOUR, 24 * HOUR]

const DEFAULT_GROUP_BY: readonly GroupLabel[] = ['project']

/** It is a code that is new, and a log of which something is lost. */
const GROUP_BY: Partial<Record<Rule['condition']['kind'], readonly GroupLabel[]>> = {
  new: ['project', 'code'],
  lost: ['project', 'source'],
}

/** The reasons of the default rules by what they count: one that counts something else has lost its reason. */
const WHYS: ReadonlyMap<string, string> = new Map(
  DEFAULT_RULES.map(({ why, rule }) => [countsText(countsOf(ruleSchema.parse(rule))), why]),
)

/** Rules with their defaults. */
export function buildRules(
  forms: readonly RuleForm[],
  receivers: readonly string[],
  quotas: readonly QuotaPlan[] = [],
): readonly Rule[] {
  return forms.map((form) => buildRule(form, receivers, quotas))
}

function buildRule(
  form: RuleForm,
  receivers: readonly string[],
  quotas: readonly QuotaPlan[],
): Rule {
  const counts = countsOf(form, quotas)
  const why = WHYS.get(countsText(counts))
  return {
    id: ruleId(form.name, counts),
    name: form.name,
    ...counts,
    forMs: form.for ?? 0,
    keepFiringForMs: form.keep_firing_for ?? 0,
    severity: severityOf(form),
    notify: form.notify ?? receivers,
    repeatMs: form.repeat ?? DEFAULT_REPEAT,
    ...(form.runbook === undefined ? {} : { runbook: form.runbook }),
    ...(why === undefined ? {} : { why }),
  }
}

/** A rule with levels says its own; the lower one is where it begins. */
function severityOf({ severity, count }: RuleForm): Severity {
  if (typeof count !== 'object') return severity ?? 'warning'
  return count.warning === undefined ? 'critical' : 'warning'
}

function countsOf(form: RuleForm, quotas: readonly QuotaPlan[] = []): Counts {
  const condition = buildCondition(form, quotas)
  return {
    match: form.match ?? {},
    condition,
    windowMs: windowOf(form),
    groupBy: form.group_by ?? GROUP_BY[condition.kind] ?? DEFAULT_GROUP_BY,
  }
}

/** What is new looks back on the time in which it must not have been seen, a quota on its own period. */
function windowOf({ window, new: unseen, quota }: RuleForm): Millis {
  if (quota !== undefined) return 0
  const length = window ?? unseen
  assert(length !== undefined, 'agree-rules.ts refuses a condition without its window')
  return length
}
