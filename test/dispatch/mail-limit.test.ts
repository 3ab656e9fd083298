import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createState } from '../../src/store/state.ts'
import type { Severity } from '../../src/types/catalog.ts'
import type { Event } from '../../src/types/event.ts'
import { DEFAULT_POLICY, type Policy } from '../../src/types/noise.ts'
import type { Digest, Notification } from '../../src/types/notification.ts'
import type { Rule } from '../../src/types/rule.ts'
import { DAY, HOUR, MINUTE, type Millis, SECOND } from '../../src/types/time.ts'
import { failure, NOON, rule } from '../support/events.ts'
import { liveTick, restarted } from '../support/pipeline.ts'

type Told = Notification | Digest

const each = (change: Partial<Rule> = {}) =>
  rule({ condition: { kind: 'count', atLeast: 1 }, groupBy: ['code'], repeatMs: [], ...change })

const codes = (count: number, at: Millis = NOON) =>
  Array.from({ length: count }, (_, code) => failure({ at, code: `${code}`, scope: 'call' }))

/** One tick in ten seconds. */
function run(
  events: readonly Event[],
  rules: readonly Rule[],
  until: Millis,
  policy = DEFAULT_POLICY,
) {
  let state = createState()
  const sent: Told[] = []
  for (let now = NOON + SECOND; now <= until; now += 10 * SECOND) {
    const due = events.filter(({ at }) => at <= now && at > now - 10 * SECOND)
    sent.push(...liveTick(state, due, rules, now, { policy }))
    if (now % MINUTE === 0) state = restarted(state)
  }
  return sent
}

function most(sent: readonly Told[], receiver: string, span: Millis): number {
  const times = sent.filter((one) => one.receiver === receiver).map(({ at }) => at)
  return Math.max(
    0,
    ...times.map((end) => times.filter((at) => at > end - span && at <= end).length),
  )
}

const told = (sent: readonly Told[], receiver = 'ops') =>
  new Set(
    sent
      .filter((one) => one.receiver === receiver)
      .flatMap((one) =>
        one.kind === 'digest'
          ? [...one.over, ...(one.firing ?? [])].map(({ instance }) => instance.incident)
          : [one.incident],
      ),
  )

test('forty alerts at once: nine mails, one digest that names the others, and the ends as there is room', () => {
  const sent = run(codes(40), [each()], NOON + 12 * HOUR)
  const first = sent.filter(({ at }) => at < NOON + 10 * MINUTE)
  expect(first.map(({ kind }) => kind)).toEqual([...Array(9).fill('firing'), 'digest'])
  expect(first.at(-1)).toMatchObject({ reason: 'mail_limit', firing: { length: 31 } })
  expect(told(sent).size).toBe(40)
  const ends = sent.reduce(
    (sum, one) => sum + (one.kind === 'digest' ? one.over.length : Number(one.kind === 'resolved')),
    0,
  )
  expect(ends).toBe(40)
  expect(most(sent, 'ops', HOUR)).toBeLessThanOrEqual(12)
  expect(most(sent, 'ops', DAY)).toBeLessThanOrEqual(60)
})

test('the first mail of a critical alert is exempt, up to twice the limit', () => {
  const rules = [each(), each({ id: 'c', severity: 'critical', windowMs: MINUTE })]
  const sent = run(codes(40), rules, NOON + 2 * MINUTE)
  expect(sent.map((one) => one.kind !== 'digest' && one.rule.severity)).toEqual(
    Array(24).fill('critical'),
  )
})

test('one receiver’s flood leaves another one’s mails alone', () => {
  const rules = [
    each({ match: { source: ['a'] } }),
    each({ id: 'b', match: { source: ['b'] }, notify: ['dev'] }),
  ]
  const flood = codes(30).map((one) => ({ ...one, source: 'a' }))
  const sent = run(
    [...flood, failure({ source: 'b', at: NOON + MINUTE })],
    rules,
    NOON + 2 * MINUTE,
  )
  expect(sent.filter(({ receiver }) => receiver === 'dev')).toHaveLength(1)
})

test('a program that keeps its people’s peace itself is told one by one, whatever the limit', () => {
  const policy: Policy = { ...DEFAULT_POLICY, programs: new Set(['fleet']) }
  const sent = run(codes(40), [each({ notify: ['fleet'] })], NOON + MINUTE, policy)
  expect(sent).toHaveLength(40)
  const both = run(codes(40), [each({ notify: ['ops', 'fleet'] })], NOON + HOUR, policy)
  expect(told(both, 'fleet').size).toBe(40)
  expect(both.filter(({ receiver, kind }) => receiver === 'fleet' && kind === 'digest')).toEqual([])
})

const severities: readonly Severity[] = ['warning', 'critical']

test('whatever happens, nobody gets more mails than allowed, and every incident is told', () => {
  const burst = fc.record({
    after: fc.integer({ min: 0, max: 300 }),
    count: fc.integer({ min: 1, max: 30 }),
    severity: fc.constantFrom(...severities),
  })
  const limit = fc.record({
    perHour: fc.integer({ min: 1, max: 8 }),
    perDay: fc.integer({ min: 8, max: 30 }),
  })
  fc.assert(
    fc.property(fc.array(burst, { minLength: 1, maxLength: 4 }), limit, (bursts, mailLimit) => {
      const policy = { ...DEFAULT_POLICY, noise: { ...DEFAULT_POLICY.noise, mailLimit } }
      const rules = severities.map((severity) =>
        each({ id: severity, severity, match: { source: [severity] }, windowMs: 10 * MINUTE }),
      )
      const events = bursts.flatMap(({ after, count, severity }, burst) =>
        codes(count, NOON + after * MINUTE).map((one) => ({
          ...one,
          code: `${burst}.${one.code}`,
          source: severity,
        })),
      )
      let state = createState()
      const begun = new Set<string>()
      const sent: Told[] = []
      for (
        let now = NOON;
        now <= NOON + 4 * DAY;
        now += now < NOON + 7 * HOUR ? MINUTE : 20 * MINUTE
      ) {
        const due = events.filter(({ at }) => at <= now && at > now - MINUTE)
        sent.push(...liveTick(state, due, rules, now, { policy }))
        for (const { incident } of state.announced.values()) begun.add(incident)
        if (now % HOUR === 0) state = restarted(state)
      }
      expect(most(sent, 'ops', HOUR)).toBeLessThanOrEqual(2 * mailLimit.perHour)
      expect(most(sent, 'ops', DAY)).toBeLessThanOrEqual(2 * mailLimit.perDay)
      const others = sent.filter((one) => one.kind !== 'firing' || one.rule.severity === 'warning')
      expect(most(others, 'ops', HOUR)).toBeLessThanOrEqual(mailLimit.perHour)
      expect(most(others, 'ops', DAY)).toBeLessThanOrEqual(mailLimit.perDay)
      expect([...begun].filter((incident) => !told(sent).has(incident))).toEqual([])
      expect(state.announced.size).toBe(0)
    }),
    { numRuns: 15 },
  )
})
