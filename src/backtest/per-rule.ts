import type { Rule } from '../types/rule.ts'
import type { Backtest } from './backtest.ts'
import type { History } from './history.ts'
import { hasThreshold } from './thresholds.ts'

/** What one rule brought, and would have brought with another threshold. */
export interface RuleNumbers {
  readonly rule: Rule
  readonly alerts: number
  readonly mails: number
  /** Mails with all thresholds halved, and doubled; absent where the rule has none to turn. */
  readonly atHalf?: number
  readonly atDouble?: number
}

/** The noisiest first. */
export function perRule(rules: readonly Rule[], backtest: Backtest): readonly RuleNumbers[] {
  return rules
    .map((rule) => numbersOf(rule, backtest))
    .sort((a, b) => b.mails - a.mails || b.alerts - a.alerts)
}

function numbersOf(rule: Rule, { asConfigured, atHalf, atDouble }: Backtest): RuleNumbers {
  return {
    rule,
    alerts: asConfigured.alerts.filter((alert) => alert.rule.name === rule.name).length,
    mails: mailsOf(rule, asConfigured),
    ...(hasThreshold(rule) && {
      atHalf: mailsOf(rule, atHalf),
      atDouble: mailsOf(rule, atDouble),
    }),
  }
}

function mailsOf({ name }: Rule, { mails }: History): number {
  return mails.filter(({ rules }) => rules.includes(name)).length
}
