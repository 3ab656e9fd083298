import { expect, test } from 'vitest'
import { aboutOf } from '../../src/dispatch/about.ts'
import { decide } from '../../src/dispatch/decide.ts'
import type { Situation } from '../../src/dispatch/situation.ts'
import type { FiringInstance, ResolvedInstance } from '../../src/types/alert.ts'
import type { Announced } from '../../src/types/notification.ts'
import type { Rule } from '../../src/types/rule.ts'
import type { KeyState } from '../../src/types/state.ts'
import { HOUR, LATENESS, MINUTE, type Millis, SECOND } from '../../src/types/time.ts'
import { NOON, rule } from '../support/events.ts'

const firing: FiringInstance = {
  rule: 'r1',
  group: { project: 'eu' },
  state: 'firing',
  since: NOON - MINUTE,
  firedAt: NOON,
  incident: 'abc',
}
const resolved: ResolvedInstance = { ...firing, state: 'resolved', at: NOON + HOUR, by: 'quiet' }

const counts: KeyState = {
  buckets: [],
  firstAt: NOON - MINUTE,
  lastFailureAt: NOON,
  total: 10,
  codes: {},
  samples: [],
  failing: {},
}

const untold: Announced = {
  incident: 'abc',
  key: 'k',
  firedAt: NOON,
  rule: rule(),
  toldTotal: 0,
  toldTo: [],
  reminders: 0,
}
const told: Announced = { ...untold, toldAt: NOON, toldTotal: 10, toldTo: ['ops'] }
const over = { instance: resolved, counts }

interface Case {
  readonly why: string
  readonly announced: Announced
  readonly after: Millis
  readonly total?: number
  readonly rule?: Partial<Rule>
  readonly around?: Partial<Situation>
  readonly decision: string
}

function situation({ announced, after, total = 10, rule: change, around }: Case): Situation {
  const subject = {
    instance: announced.over?.instance ?? firing,
    rule: rule(change),
    counts: { ...counts, total },
  }
  return {
    ...{ announced, ...subject, about: aboutOf(subject, () => undefined) },
    ...{ grid: NOON + after - LATENESS, now: NOON + after },
    ...around,
  }
}

const CASES: readonly Case[] = [
  {
    why: 'what inhibits it may still fire in the same second',
    announced: untold,
    after: LATENESS,
    decision: 'hold: settling',
  },
  {
    why: 'a second later nothing can',
    announced: untold,
    after: LATENESS + SECOND,
    decision: 'firing: new_alert',
  },
  {
    why: 'a backlog told of it long after its start',
    announced: untold,
    after: 5 * HOUR,
    decision: 'firing: new_alert',
  },
  { why: 'everything is told', announced: told, after: HOUR, decision: 'hold: nothing_new' },
  {
    why: 'doubled, but just told',
    announced: told,
    after: 5 * MINUTE - 1,
    total: 20,
    decision: 'hold: nothing_new',
  },
  {
    why: 'doubled, and told five minutes ago',
    announced: told,
    after: 5 * MINUTE,
    total: 20,
    decision: 'update: count_doubled',
  },
  {
    why: 'worse than people were told, at once',
    announced: told,
    after: SECOND,
    rule: { severity: 'critical' },
    around: { instance: { ...firing, severity: 'critical' } },
    decision: 'update: severity_raised',
  },
  {
    why: 'as bad as people were told',
    announced: { ...told, rule: rule({ severity: 'critical' }) },
    after: SECOND,
    rule: { severity: 'critical' },
    around: { instance: { ...firing, severity: 'critical' } },
    decision: 'hold: nothing_new',
  },
  {
    why: 'what counts no errors never doubles',
    announced: { ...told, toldTotal: 0 },
    after: HOUR,
    total: 0,
    decision: 'hold: nothing_new',
  },
  {
    why: 'grown, but not doubled',
    announced: told,
    after: 5 * MINUTE,
    total: 19,
    decision: 'hold: nothing_new',
  },
  {
    why: 'the first interval is not over',
    announced: told,
    after: 4 * HOUR - 1,
    decision: 'hold: nothing_new',
  },
  {
    why: 'the first interval is over',
    announced: told,
    after: 4 * HOUR,
    decision: 'reminder: still_firing',
  },
  {
    why: 'the second interval is longer',
    announced: { ...told, reminders: 1 },
    after: 24 * HOUR - 1,
    decision: 'hold: nothing_new',
  },
  {
    why: 'the last interval goes on',
    announced: { ...told, reminders: 7 },
    after: 24 * HOUR,
    decision: 'reminder: still_firing',
  },
  {
    why: 'the rule wants no reminders',
    announced: told,
    after: 1_000 * HOUR,
    rule: { repeatMs: [] },
    decision: 'hold: nothing_new',
  },
  {
    why: 'doubled when a reminder is due: one mail',
    announced: told,
    after: 4 * HOUR,
    total: 20,
    decision: 'update: count_doubled',
  },
  {
    why: 'over, and people know that it began',
    announced: { ...told, over },
    after: SECOND,
    decision: 'resolved: resolved',
  },
  {
    why: 'over, and nobody knew',
    announced: { ...untold, over },
    after: SECOND,
    decision: 'digest: over_before_told',
  },
  {
    why: 'another incident explains it',
    announced: untold,
    after: MINUTE,
    around: { cause: 'root' },
    decision: 'hold: explained',
  },
  {
    why: 'explained, but whoever knows that it began is told that it is over',
    announced: { ...told, over, held: { reason: 'explained', by: 'root' } },
    after: MINUTE,
    around: { cause: 'root' },
    decision: 'resolved: resolved',
  },
  {
    why: 'it was explained until its end',
    announced: { ...untold, over, held: { reason: 'explained', by: 'root' } },
    after: MINUTE,
    decision: 'hold: explained',
  },
  {
    why: 'what explained it is over, and its window still remembers',
    announced: { ...untold, held: { reason: 'explained', by: 'root' } },
    after: MINUTE,
    around: { causeEndedAt: NOON + 50 * SECOND },
    decision: 'hold: recovering',
  },
  {
    why: 'a window after what explained it ended it still fires',
    announced: { ...untold, held: { reason: 'recovering', by: 'root' } },
    after: 6 * MINUTE + LATENESS,
    around: { causeEndedAt: NOON + MINUTE },
    decision: 'firing: new_alert',
  },
]

test.for(CASES)('$decision, $why', (one) => {
  const decision = decide(situation(one))
  const kind = decision.notify ? decision.kind : 'hold'
  expect(`${kind}: ${decision.reason}`).toBe(one.decision)
})

test.for(CASES)('the timer knows: $decision, $why', (one) => {
  const decision = decide(situation(one))
  const { now } = situation(one)
  if ('until' in decision) expect(decision.until).toBeGreaterThan(now)
})
