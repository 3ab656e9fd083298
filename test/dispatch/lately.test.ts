import { expect, test } from 'vitest'
import { LATELY_BARS } from '../../src/dispatch/lately.ts'
import { createState } from '../../src/store/state.ts'
import type { Event } from '../../src/types/event.ts'
import type { Lately } from '../../src/types/notification.ts'
import type { Rule } from '../../src/types/rule.ts'
import { HOUR, MINUTE, type Millis, SECOND } from '../../src/types/time.ts'
import { failure, NOON, offline, rule, success } from '../support/events.ts'
import { liveTick } from '../support/pipeline.ts'

const AUTH = rule({ match: { category: ['auth'] } })

test('the last six hours of the same category and project, whatever rule counts them', () => {
  const lately = latelyAfter([
    failure({ at: NOON - 3 * HOUR, code: '1011' }),
    offline({ at: NOON - 2 * HOUR }),
    failure({ at: NOON - HOUR, project: 'us' }),
    success({ at: NOON - MINUTE }),
    ...burst(NOON, 5),
  ])
  expect(lately).toMatchObject({ project: 'eu', of: 'errors', categories: ['auth'] })
  expect(countsOf(lately)).toEqual({ '-180': 1, '0': 5 })
  expect(lately?.bars).toHaveLength(LATELY_BARS)
  expect(lately?.bars.at(-1)?.at).toBe(NOON + 15 * MINUTE)
})

test('a rule for everything everywhere shows all errors of all projects', () => {
  const everything = rule({ groupBy: [] })
  const lately = latelyAfter(
    [
      failure({ at: NOON - HOUR, project: 'us' }),
      offline({ at: NOON - 2 * HOUR }),
      ...burst(NOON, 3),
    ],
    everything,
  )
  expect(lately).not.toHaveProperty('project')
  expect(countsOf(lately)).toEqual({ '-120': 1, '-60': 1, '0': 3 })
})

test('the end of an incident of nine hours shows its beginning and what was before', () => {
  const errors = Array.from({ length: 9 * 20 }, (_, n) => burst(NOON + n * 3 * MINUTE, 3)).flat()
  const before = failure({ at: NOON - 20 * MINUTE })
  const lately = latelyAfter([before, ...errors, success({ at: NOON + 9 * HOUR })], AUTH, 10 * HOUR)
  const total = lately?.bars.reduce((sum, { count }) => sum + count, 0)
  expect(total).toBe(1 + errors.length)
})

test('the devices with most of these errors since it began, ten of them', () => {
  const fleet = Array.from({ length: 12 }, (_, device) =>
    Array.from({ length: device + 1 }, (_, n) => failure({ at: NOON + n, device: `d${device}` })),
  ).flat()
  const { devices } = latelyAfter([failure({ at: NOON - HOUR, device: 'old' }), ...fleet]) ?? {}
  expect(devices?.worst.map(({ device, errors }) => [device, errors])).toEqual(
    Array.from({ length: 10 }, (_, index) => [`d${11 - index}`, 12 - index]),
  )
  expect(devices).toMatchObject({ since: NOON, others: 2, exact: true })
})

test('more failing devices than are counted one by one are told as lower bounds', () => {
  const fleet = Array.from({ length: 300 }, (_, n) => failure({ at: NOON + n, device: `d${n}` }))
  expect(latelyAfter(fleet)?.devices).toMatchObject({ others: 90, exact: false })
})

test('where something is missing, all answers are shown: when they stopped', () => {
  const silent = rule({ condition: { kind: 'absent', what: 'success' }, windowMs: 30 * MINUTE })
  const answers = [success({ at: NOON - HOUR }), success({ at: NOON })]
  const lately = latelyAfter(answers, silent, HOUR)
  expect(lately).toMatchObject({ of: 'answers', categories: [] })
  expect(lately).not.toHaveProperty('devices')
  expect(countsOf(lately)).toMatchObject({ '-60': 1, '0': 1 })
})

/** What the last notification says of the last hours, by a clock that runs until so long after noon. */
function latelyAfter(events: readonly Event[], told: Rule = AUTH, until: Millis = 2 * MINUTE) {
  const state = createState()
  let lately: Lately | undefined
  let from = NOON - 4 * HOUR
  for (
    let now = NOON - 4 * HOUR;
    now <= NOON + until;
    now += now < NOON + until - HOUR ? MINUTE : SECOND
  ) {
    const arrived = events.filter(({ at }) => at <= now && at > from)
    from = now
    for (const one of liveTick(state, arrived, [told], now))
      if (one.kind !== 'digest') lately = one.lately
  }
  return lately
}

/** Minutes after noon at which a bar begins -> what it counts, where that is not nothing. */
function countsOf(lately: Lately | undefined): Record<string, number> {
  const bars = lately?.bars ?? []
  const filled = bars.filter(({ count }) => count > 0)
  return Object.fromEntries(filled.map(({ at, count }) => [(at - NOON) / MINUTE - 15, count]))
}

function burst(at: Millis, errors: number): Event[] {
  return Array.from({ length: errors }, (_, n) => failure({ at: at + n, device: 'a' }))
}
