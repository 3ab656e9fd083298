import type { QuotaPlan } from '../../src/types/quota.ts'
import type { Rule } from '../../src/types/rule.ts'
import { HOUR, MINUTE, SECOND } from '../../src/types/time.ts'
import { rule } from '../support/events.ts'

const PLAN: QuotaPlan = {
  ...{ project: 'eu', calls: 20, period: 'daily', resetsOn: 1, timezone: 'UTC' },
  exclude: ['rate_limit'],
}

function named(name: string, change: Partial<Rule>): Rule {
  return rule({ id: name, name, ...change })
}

/** One of each condition at least, with levels, `for`, `keep_firing_for`, groups and reminders: small enough for a story of some minutes. */
export const RULES: readonly Rule[] = [
  named('many', { condition: { kind: 'count', atLeast: 3 }, windowMs: MINUTE }),
  named('lasting', {
    ...{ groupBy: ['code'], forMs: 5 * SECOND },
    ...{ condition: { kind: 'count', atLeast: 2 }, windowMs: 30 * SECOND },
  }),
  named('tokens', {
    ...{ match: { code: ['1010'] }, keepFiringForMs: 20 * SECOND, severity: 'critical' },
    ...{ condition: { kind: 'count', atLeast: 1 }, windowMs: 10 * SECOND },
  }),
  named('levels', {
    condition: { kind: 'count', atLeast: 2, criticalAt: 4, resolveAt: 1 },
    ...{ windowMs: 20 * SECOND, groupBy: ['source', 'category'] },
  }),
  named('share', {
    condition: { kind: 'ratio', above: 0.5, minVolume: 3, resolveAt: 0.2 },
    ...{ windowMs: 30 * SECOND, repeatMs: [MINUTE, 5 * MINUTE] },
  }),
  named('devices', {
    ...{ match: { category: ['device_offline'] }, notify: ['ops', 'fleet'] },
    ...{ condition: { kind: 'distinct', atLeast: 2 }, windowMs: 20 * SECOND },
  }),
  named('fleet', {
    match: { category: ['device_offline'] },
    ...{ condition: { kind: 'distinct', atLeast: 2, share: 0.4 }, windowMs: MINUTE },
  }),
  named('spike', { condition: { kind: 'spike', factor: 2, minVolume: 3 }, windowMs: 15 * SECOND }),
  named('new', { condition: { kind: 'new' }, windowMs: MINUTE, groupBy: ['code'] }),
  named('silent', {
    ...{ condition: { kind: 'absent', what: 'response' }, windowMs: 2 * MINUTE },
    forMs: 10 * SECOND,
  }),
  named('no-success', { condition: { kind: 'absent', what: 'success' }, windowMs: 40 * SECOND }),
  named('half-used', { condition: { kind: 'quota', at: 0.5, plans: [PLAN] }, windowMs: 0 }),
  named('runs-out', {
    ...{ condition: { kind: 'quota', at: 'forecast', plans: [PLAN] }, windowMs: 0 },
    ...{ severity: 'critical', repeatMs: [HOUR] },
  }),
]
