import { expect, test } from 'vitest'
import { advance } from '../../src/evaluate/advance.ts'
import { observe } from '../../src/evaluate/observe.ts'
import type { Reading } from '../../src/evaluate/reading.ts'
import type { Instance, TransitionReason } from '../../src/types/alert.ts'
import type { Rule } from '../../src/types/rule.ts'
import { MINUTE, SECOND } from '../../src/types/time.ts'
import { NOON, rule } from '../support/events.ts'

const key = { rule: 'r1', group: { project: 'eu' } }
const firstAt = NOON - 5
const holds: Reading = {
  holds: true,
  over: false,
  recovered: undefined,
  cleared: false,
  severity: undefined,
  firstAt,
  facts: undefined,
}
const below: Reading = { ...holds, holds: false, over: true }
const evident: Reading = { ...below, recovered: 'evidence' }
const quiet: Reading = { ...below, recovered: 'quiet' }

const pending: Instance = { ...key, state: 'pending', since: NOON - MINUTE }
const firing: Instance = {
  ...key,
  state: 'firing',
  since: NOON - 5,
  firedAt: NOON - MINUTE,
  incident: 'abc',
}
const waning: Instance = { ...firing, belowSince: NOON - MINUTE }

test.for<{
  why: string
  from: Instance | undefined
  rule?: Partial<Rule>
  reading: Reading
  to: Instance['state'] | 'unchanged' | 'inactive'
  reason?: TransitionReason
}>([
  { why: 'nothing there', from: undefined, reading: below, to: 'unchanged' },
  {
    why: 'fires at once without `for`',
    from: undefined,
    reading: holds,
    to: 'firing',
    reason: 'threshold_reached',
  },
  {
    why: 'waits where the rule has `for`',
    from: undefined,
    rule: { forMs: MINUTE },
    reading: holds,
    to: 'pending',
    reason: 'threshold_reached',
  },
  {
    why: 'held for a second too few',
    from: pending,
    rule: { forMs: MINUTE + SECOND },
    reading: holds,
    to: 'unchanged',
  },
  {
    why: 'held for long enough',
    from: pending,
    rule: { forMs: MINUTE },
    reading: holds,
    to: 'firing',
    reason: 'held_for_duration',
  },
  {
    why: 'over before it was held for long enough',
    from: pending,
    rule: { forMs: MINUTE },
    reading: evident,
    to: 'inactive',
    reason: 'below_before_duration',
  },
  { why: 'still holds', from: firing, reading: holds, to: 'unchanged' },
  {
    why: 'a success while errors still fill the window',
    from: firing,
    reading: { ...evident, holds: true, over: false },
    to: 'unchanged',
  },
  { why: 'below, but nothing shows recovery', from: waning, reading: below, to: 'unchanged' },
  {
    why: 'recovered in the second in which it fell below',
    from: firing,
    reading: evident,
    to: 'resolved',
    reason: 'recovered_by_evidence',
  },
  {
    why: 'recovered while it is kept firing',
    from: waning,
    rule: { keepFiringForMs: MINUTE + SECOND },
    reading: evident,
    to: 'unchanged',
  },
  {
    why: 'recovered when it was kept firing for long enough',
    from: waning,
    rule: { keepFiringForMs: MINUTE },
    reading: evident,
    to: 'resolved',
    reason: 'recovered_by_evidence',
  },
  {
    why: 'quiet for long enough',
    from: waning,
    reading: quiet,
    to: 'resolved',
    reason: 'recovered_by_quiet',
  },
])('$why: $to $reason', ({ from, rule: change, reading, to, reason }) => {
  const transition = advance(observe(from, reading, NOON), key, rule(change), reading, NOON)
  if (to === 'unchanged') return expect(transition).toBeUndefined()
  expect(transition).toMatchObject({ at: NOON, from: from?.state ?? 'inactive', reason, key })
  expect(transition?.to?.state ?? 'inactive').toBe(to)
})

test('what fires began with its first failure', () => {
  const fired = advance(undefined, key, rule(), holds, NOON)?.to
  expect(fired).toMatchObject({ since: NOON - 5, firedAt: NOON })
})

test.for<{ why: string; reading: Reading; from: Instance; belowSince: number | undefined }>([
  { why: 'falls below', reading: below, from: firing, belowSince: NOON },
  { why: 'stays below', reading: below, from: waning, belowSince: NOON - MINUTE },
  { why: 'rises again', reading: holds, from: waning, belowSince: undefined },
  { why: 'stays above', reading: holds, from: firing, belowSince: undefined },
])('an instance that $why is below since $belowSince', ({ reading, from, belowSince }) => {
  expect(observe(from, reading, NOON)).toEqual(
    belowSince === undefined ? firing : { ...firing, belowSince },
  )
})

test('an incident has the same id whenever it is computed, and another one for another start', () => {
  const incidentAt = (g: number) => {
    const to = advance(undefined, key, rule(), holds, g)?.to
    return to?.state === 'firing' ? to.incident : ''
  }
  expect(incidentAt(NOON)).toMatch(/^[0-9a-z]{8}$/)
  expect(incidentAt(NOON)).toBe(incidentAt(NOON))
  expect(incidentAt(NOON)).not.toBe(incidentAt(NOON + SECOND))
})
