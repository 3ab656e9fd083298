import { expect, test } from 'vitest'
import { createState } from '../../src/store/state.ts'
import { DEFAULT_POLICY } from '../../src/types/noise.ts'
import type { Digest, Notification } from '../../src/types/notification.ts'
import type { Rule } from '../../src/types/rule.ts'
import { HOUR, MINUTE, type Millis, SECOND } from '../../src/types/time.ts'
import { failure, NOON, rule, success } from '../support/events.ts'
import { liveTick, restarted } from '../support/pipeline.ts'

const RULES = [rule({ condition: { kind: 'count', atLeast: 1 }, windowMs: MINUTE })]

/** An error at each of these minutes, and a success a minute after it. */
function live(
  minutes: readonly number[],
  until: Millis,
  rules: readonly Rule[] = RULES,
): (Notification | Digest)[] {
  let state = createState()
  const sent: (Notification | Digest)[] = []
  const events = minutes.flatMap((minute) => [
    failure({ at: NOON + minute * MINUTE }),
    success({ at: NOON + (minute + 1) * MINUTE }),
  ])
  for (let now = NOON; now <= NOON + until; now += 5 * SECOND) {
    const due = events.filter(({ at }) => at <= now && at > now - 5 * SECOND)
    sent.push(...liveTick(state, due, rules, now, { policy: DEFAULT_POLICY }))
    if (now % (7 * MINUTE) === 0) state = restarted(state)
  }
  return sent
}

const words = (sent: readonly (Notification | Digest)[]) =>
  sent.map(({ kind, reason, at }) => `${kind} ${reason} ${Math.floor((at - NOON) / MINUTE)}`)

test('the third beginning within two hours is told as flapping, and what changes then once an hour', () => {
  const sent = live([0, 10, 20, 30, 40, 50, 60, 70, 80, 90], 4 * HOUR)
  expect(words(sent)).toEqual([
    'firing new_alert 0',
    'resolved resolved 1',
    'firing new_alert 10',
    'resolved resolved 11',
    'firing flapping 20',
    'update flapping 80',
    'resolved resolved 140',
  ])
  expect(sent[5]).toMatchObject({ flapping: { times: 9, since: NOON } })
  const incidents = sent.slice(4).map((one) => one.kind !== 'digest' && one.incident)
  expect(new Set(incidents).size).toBe(1)
})

test('what flaps as a warning is told at once when it becomes critical', () => {
  const levels = rule({ condition: { kind: 'count', atLeast: 1, criticalAt: 3 }, windowMs: MINUTE })
  const sent = words(live([0, 10, 20, 30, 40, 40, 40, 50, 50, 50], 2 * HOUR, [levels]))
  expect(sent.slice(4, 7)).toEqual([
    'firing flapping 20',
    'update severity_raised 40',
    'resolved resolved 100',
  ])
})

test('twice in two hours is no flapping', () => {
  const reasons = live([0, 60, 121, 182, 243], 6 * HOUR).map(({ reason }) => reason)
  expect(reasons).not.toContain('flapping')
})

test('after two calm hours it is an alert like any other', () => {
  const sent = live([0, 10, 20, 200], 5 * HOUR)
  expect(words(sent).slice(-3)).toEqual([
    'resolved resolved 80',
    'firing new_alert 200',
    'resolved resolved 201',
  ])
})

test('flapping for a day sends hardly more than a mail an hour', () => {
  const minutes = Array.from({ length: 6 * 24 }, (_, index) => index * 10)
  expect(live(minutes, 25 * HOUR).length).toBeLessThanOrEqual(4 + 26)
})
