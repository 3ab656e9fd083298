import { expect, test } from 'vitest'
import { defaultConfig } from '../../src/config/default-config.ts'
import { nextDue as nextNotification } from '../../src/dispatch/dispatch.ts'
import { nextDue as nextEvaluation } from '../../src/evaluate/evaluate.ts'
import { policyOf } from '../../src/policy.ts'
import { createState } from '../../src/store/state.ts'
import type { Category, Kind } from '../../src/types/catalog.ts'
import type { ErrorEvent, Event } from '../../src/types/event.ts'
import type { Digest, Notification } from '../../src/types/notification.ts'
import { DAY, HOUR, MINUTE, type Millis, SECOND } from '../../src/types/time.ts'
import { machine } from '../config/machine.ts'
import { catalog } from '../support/engine.ts'
import { failure, NOON, success } from '../support/events.ts'
import { liveTick, restarted } from '../support/pipeline.ts'

// What an operations person is promised, held by the rules and limits of a run that configures none.

const loaded = defaultConfig({
  paths: ['/a.log'],
  machine: machine(),
  receivers: [{ name: 'ops', alertmanager: { url: 'http://localhost' } }],
})
if (!loaded.ok) throw new Error('the defaults are right')
const { rules } = loaded.value
/** The receiver above is a mailbox here: the limits hold for it. */
const policy = { ...policyOf(loaded.value, catalog), programs: new Set<string>() }

type Told = Notification | Digest

/** An answer with what the catalog says of its code. */
function answer(code: string, at: Millis, change: Partial<ErrorEvent> = {}): ErrorEvent {
  const entry = catalog.find(code)
  const {
    category = 'unknown',
    kind = 'unknown',
    scope = 'call',
    severity = 'warning',
  } = entry ?? {}
  return failure({
    at,
    code,
    category,
    kind,
    scope,
    severity,
    known: entry !== undefined,
    ...change,
  })
}

function spread(
  n: number,
  from: Millis,
  over: Millis,
  make: (at: Millis, index: number) => Event,
): Event[] {
  return Array.from({ length: n }, (_, index) => make(from + Math.floor((index * over) / n), index))
}

/** The daemon as it lives: woken by a line or by its timer, restarted every thousandth time. */
function live(events: readonly Event[], until: Millis): Told[] {
  const inOrder = events.toSorted((a, b) => a.at - b.at)
  let state = createState()
  const sent: Told[] = []
  let [read, wakes] = [0, 0]
  for (let now = NOON; now <= until; ) {
    const from = read
    while ((inOrder[read]?.at ?? until + 1) <= now) read++
    sent.push(...liveTick(state, inOrder.slice(from, read), rules, now, { policy }))
    if (++wakes % 1_000 === 0) state = restarted(state)
    const next = [
      inOrder[read]?.at,
      nextEvaluation(state, rules),
      nextNotification(state, rules, policy),
    ]
    now = Math.max(now + 1, Math.min(...next.map((at) => at ?? until + 1)))
  }
  return sent
}

function words(sent: readonly Told[]): string[] {
  return sent.map((one) => (one.kind === 'digest' ? 'digest' : `${one.kind} ${one.rule.name}`))
}

const device = (index: number) => `bf6054cl5k0030r58ws${index}`
const deviceOffline = (at: Millis, index: number) =>
  answer('2001', at, { device: device(index % 300), path: `/v1.0/devices/${device(index % 300)}` })

test('10,000 offline lines of 300 devices in a minute: one mail, at most three updates, and the end', () => {
  const sent = live(spread(10_000, NOON, MINUTE, deviceOffline), NOON + 3 * HOUR)
  const updates = words(sent).filter((one) => one === 'update devices-offline')
  expect(updates.length).toBeLessThanOrEqual(3)
  expect(words(sent)).toEqual(['firing devices-offline', ...updates, 'resolved devices-offline'])
})

const FOLLOW_UPS = [
  '1010',
  '1106',
  '1109',
  '500',
  '2001',
  '2003',
  '2008',
  '1108',
  '40000309',
  '28841004',
  '99999999',
]

test('a quota exhausted with 5,000 errors of all kinds that follow: one incident, one mail, its end', () => {
  const errors = spread(5_000, NOON, 10 * MINUTE, (at, index) =>
    answer(FOLLOW_UPS[index % FOLLOW_UPS.length] ?? '', at, { device: device(index % 300) }),
  )
  const paid = spread(60, NOON + 6 * HOUR, HOUR, (at, index) =>
    success({ at, device: device(index) }),
  )
  const sent = live([answer('28841004', NOON), ...errors, ...paid], NOON + 8 * HOUR)
  expect(words(sent)).toEqual(['firing quota-or-billing', 'resolved quota-or-billing'])
  const [first, last] = sent
  expect(first).toMatchObject({ group: { code: '28841004' } })
  expect(last?.kind !== 'digest' && last?.incident).toBe(
    first?.kind !== 'digest' && first?.incident,
  )
  expect(last).toMatchObject({ heldBack: { alerts: 5 } })
})

test('two instances that invalidate each other’s tokens: one mail within ten minutes', () => {
  const errors = spread(120, NOON, HOUR, (at) => answer('1010', at))
  const between = spread(120, NOON + 15 * SECOND, HOUR, (at) => success({ at }))
  const sent = live([...errors, ...between], NOON + HOUR)
  expect(words(sent).filter((one) => one.startsWith('firing'))).toEqual(['firing auth-failing'])
  expect(sent[0]?.at).toBeLessThan(NOON + 10 * MINUTE)
})

test('a month of normal traffic: no mail but the deploy’s one', () => {
  const month = 30 * DAY
  const days = Array.from({ length: 30 }, (_, day) => NOON + day * DAY)
  const events = [
    ...spread(360, NOON, month, (at) => answer('1010', at)),
    ...spread(360, NOON + SECOND, month, (at) => success({ at })),
    ...days.flatMap((day) => spread(15, day + 14 * HOUR, 10 * MINUTE, deviceOffline)),
    ...days.flatMap((day) =>
      spread(60, day, DAY, (at, index) => success({ at, device: device(index) })),
    ),
    ...[3, 10, 17, 24].flatMap((day) =>
      spread(10, NOON + day * DAY, MINUTE, (at) => answer('500', at)),
    ),
    ...spread(40, NOON + 12 * DAY + HOUR, 8 * MINUTE, (at) => answer('1109', at)),
    ...spread(3_000, NOON, month, (at, index) =>
      answer('2008', at, { device: device(index % 300) }),
    ),
  ]
  const sent = live(events, NOON + month)
  expect(words(sent)).toEqual(['firing bad-requests', 'resolved bad-requests'])
})

test('a token that expires every two hours and is refreshed: no mail in a month', () => {
  const month = spread(360, NOON, 30 * DAY, (at) => answer('1010', at))
  const cured = month.map(({ at }) => success({ at: at + SECOND }))
  expect(live([...month, ...cured], NOON + 30 * DAY)).toEqual([])
})

test('a storm over forty projects stays within the limit, and reaches it', () => {
  const kinds: readonly (readonly [Category, Kind])[] = [
    ['auth', 'auth_token'],
    ['platform', 'platform'],
    ['parameter', 'parameter'],
    ['device_offline', 'device_offline'],
  ]
  const storm = spread(5_000, NOON, 45 * MINUTE, (at, index) => {
    const [category, kind] = kinds[index % kinds.length] ?? ['unknown', 'unknown']
    return failure({
      at,
      category,
      kind,
      code: `${index % 50}`,
      project: `p${index % 40}`,
      scope: 'call',
    })
  })
  const sent = live(storm, NOON + DAY)
  const most = (span: Millis) =>
    Math.max(
      ...sent.map(({ at: end }) => sent.filter(({ at }) => at > end - span && at <= end).length),
    )
  expect(most(HOUR)).toBeLessThanOrEqual(12)
  expect(most(HOUR)).toBeGreaterThan(9)
  expect(most(DAY)).toBeLessThanOrEqual(60)
})
