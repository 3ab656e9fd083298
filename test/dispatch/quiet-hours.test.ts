import fc from 'fast-check'
import { expect, test } from 'vitest'
import { quietUntil } from '../../src/dispatch/quiet-hours.ts'
import { momentOf, wallClock } from '../../src/dispatch/zone.ts'
import { createState } from '../../src/store/state.ts'
import { DEFAULT_POLICY, type Policy, type QuietHours } from '../../src/types/noise.ts'
import { DAY, HOUR, MINUTE, SECOND } from '../../src/types/time.ts'
import { failure, NOON, rule, success } from '../support/events.ts'
import { liveTick, restarted } from '../support/pipeline.ts'

const at = (text: string) => Date.parse(text)
const NIGHT: QuietHours = { from: 22 * 60, to: 7 * 60, timezone: 'Europe/Berlin' }

test.for([
  { now: '2026-11-24T20:59:59Z', end: undefined, why: 'a second before ten' },
  { now: '2026-11-24T21:00:00Z', end: '2026-11-25T06:00:00Z', why: 'ten in the evening' },
  { now: '2026-11-25T05:59:59Z', end: '2026-11-25T06:00:00Z', why: 'a second before seven' },
  { now: '2026-11-25T06:00:00Z', end: undefined, why: 'seven in the morning' },
  { now: '2026-03-28T23:00:00Z', end: '2026-03-29T05:00:00Z', why: 'a night an hour shorter' },
  { now: '2026-10-24T21:00:00Z', end: '2026-10-25T06:00:00Z', why: 'a night an hour longer' },
])('from 22:00 to 07:00 in Berlin: $why', ({ now, end }) => {
  expect(quietUntil(NIGHT, at(now))).toBe(end === undefined ? undefined : at(end))
})

test.for([
  {
    now: '2026-03-29T01:00:00Z',
    end: '2026-03-29T01:30:00Z',
    why: 'until 02:30, which is not: as long after two',
  },
  {
    now: '2026-10-25T00:29:00Z',
    end: '2026-10-25T00:30:00Z',
    why: 'until 02:30, which is twice: the first',
  },
  { now: '2026-10-25T01:10:00Z', end: undefined, why: 'and not once more before the second' },
])('$why', ({ now, end }) => {
  const hours = { ...NIGHT, to: 2 * 60 + 30 }
  expect(quietUntil(hours, at(now))).toBe(end === undefined ? undefined : at(end))
})

test('hours within a day, and by a zone without DST', () => {
  const siesta: QuietHours = { from: 12 * 60, to: 14 * 60, timezone: 'Asia/Kolkata' }
  expect(quietUntil(siesta, at('2026-11-24T06:30:00Z'))).toBe(at('2026-11-24T08:30:00Z'))
  expect(quietUntil(siesta, at('2026-11-24T08:30:00Z'))).toBeUndefined()
})

test('a moment is where the clock shows it', () => {
  const zone = fc.constantFrom(
    'Europe/Berlin',
    'America/New_York',
    'Asia/Kolkata',
    'Australia/Lord_Howe',
    'UTC',
  )
  const time = fc.integer({ min: at('2020-01-01'), max: at('2030-01-01') })
  fc.assert(
    fc.property(zone, time, (timezone, any) => {
      const moment = Math.floor(any / SECOND) * SECOND
      const back = momentOf(wallClock(moment, timezone), timezone)
      expect(wallClock(back, timezone)).toBe(wallClock(moment, timezone))
      expect(moment - back).toBeLessThanOrEqual(HOUR)
      expect(back).toBeLessThanOrEqual(moment)
    }),
  )
})

const UTC_NIGHT: QuietHours = { from: 12 * 60, to: 20 * 60, timezone: 'UTC', except: 'critical' }
const policy: Policy = {
  ...DEFAULT_POLICY,
  noise: { ...DEFAULT_POLICY.noise, quietHours: UTC_NIGHT },
}
const once = rule({ condition: { kind: 'count', atLeast: 1 }, groupBy: ['code'], repeatMs: [HOUR] })
const END = NOON + 8 * HOUR

test('what happens in quiet hours is told afterwards in one digest: what goes on, and what is over', () => {
  const state = createState()
  const before = failure({ code: 'a', at: NOON - 10 * SECOND })
  expect(liveTick(state, [before], [once], NOON - SECOND, { policy })).toHaveLength(1)
  liveTick(state, [failure({ code: 'b', at: NOON })], [once], NOON + 2 * SECOND, { policy })
  expect(liveTick(restarted(state), [], [once], NOON + HOUR, { policy })).toEqual([])
  liveTick(state, [], [once], NOON + HOUR, { policy })
  const late = failure({ code: 'c', at: END - 10 * SECOND })
  expect(liveTick(state, [late], [once], END - SECOND, { policy })).toEqual([])
  const [digest, ...others] = liveTick(restarted(state), [], [once], END, { policy })
  expect(others).toEqual([])
  expect(digest).toMatchObject({ kind: 'digest', reason: 'quiet_hours_over', receiver: 'ops' })
  if (digest?.kind !== 'digest') return
  expect(digest.over.map(({ instance }) => instance.group.code)).toEqual(['a', 'b'])
  expect(digest.firing?.map(({ instance }) => instance.group.code)).toEqual(['c'])
})

test('what the digest told to go on is reminded of and told to be over', () => {
  const state = createState()
  const rules = [rule({ ...once, keepFiringForMs: 3 * HOUR })]
  liveTick(state, [failure({ at: END - MINUTE })], rules, END - SECOND, { policy })
  expect(liveTick(state, [], rules, END, { policy })).toHaveLength(1)
  const well = [success({ at: END + MINUTE })]
  expect(liveTick(state, well, rules, END + HOUR, { policy })).toMatchObject([{ kind: 'reminder' }])
  expect(liveTick(state, [], rules, END + 6 * HOUR, { policy })).toMatchObject([
    { kind: 'resolved' },
  ])
})

test('what is critical comes through, its end too', () => {
  const state = createState()
  const rules = [rule({ ...once, severity: 'critical' })]
  const [first] = liveTick(state, [failure({ at: NOON })], rules, NOON + 3 * SECOND, { policy })
  expect(first).toMatchObject({ kind: 'firing' })
  const well = [success({ at: NOON + MINUTE })]
  expect(liveTick(state, well, rules, NOON + HOUR, { policy }).at(-1)).toMatchObject({
    kind: 'resolved',
  })
})

test('a program is told in quiet hours as well', () => {
  const state = createState()
  const fleet = { ...policy, programs: new Set(['ops']) }
  expect(
    liveTick(state, [failure({ at: NOON })], [once], NOON + 3 * SECOND, { policy: fleet }),
  ).toHaveLength(1)
})

test('a quiet night leaves nothing to tell', () => {
  expect(liveTick(createState(), [], [once], NOON + DAY, { policy })).toEqual([])
})
