import type { Notification } from '../../src/types/notification.ts'
import { DAY, HOUR, MINUTE } from '../../src/types/time.ts'
import { COUNTS, LATELY, notification, RULE, START } from './fixtures.ts'

const FLEET = Array.from({ length: 10 }, (_, index) => ({
  device: `bf${String(6054 + index * 117)}cl5k0030r58w${'abcdefghij'[index]}noa`,
  errors: 412 - index * 37,
}))

const HELD_BACK = {
  alerts: 3,
  errors: 1_284,
  named: [
    { rule: 'devices-offline', group: { project: 'eu-prod' }, errors: 1_200 },
    { rule: 'rate-limited', group: { project: 'eu-prod' }, errors: 84 },
  ],
}

/** Mails as they come in a bad hour: to be looked at. */
export const FIRING: Notification = notification({ heldBack: HELD_BACK })

export const UPDATE: Notification = notification({
  kind: 'update',
  reason: 'count_doubled',
  rule: { ...RULE, severity: 'critical' },
  at: START + 95 * MINUTE,
  told: { at: START + 5 * MINUTE, total: 15, reminders: 0 },
  inWindow: 340,
  counts: { ...COUNTS, total: 2_406, codes: { '1010': 2_310, '1011': 90, '777': 6 } },
  lately: {
    ...LATELY,
    bars: [0, 0, 1, 0, 2, 0, 0, 1, 0, 0, 0, 0, 0, 3, 0, 0, 1, 15, 210, 260, 330, 420, 610, 560].map(
      (count, index) => ({ at: START - 15.5 * MINUTE - (16 - index) * 15 * MINUTE, count }),
    ),
    devices: { since: START - 30_000, worst: FLEET, others: 210, exact: false },
  },
  heldBack: HELD_BACK,
})

export const RESOLVED: Notification = notification({
  kind: 'resolved',
  reason: 'resolved',
  at: START + 3 * HOUR,
  told: { at: START + 95 * MINUTE, total: 2_406, reminders: 0 },
  resolved: { at: START + 160 * MINUTE, by: 'evidence' },
  counts: { ...COUNTS, total: 3_120, codes: { '1010': 3_000, '1011': 120 } },
  heldBack: HELD_BACK,
})

const LONG = 'ThisIsAnUnreasonablyLongWordThatNoPhoneCanShowInOneLineAndNobodyCanBreakNicely'

/** Whatever is too long, in every place that a log or a configuration fills. */
export const EXTREME: Notification = notification({
  reason: 'new_alert',
  rule: {
    ...RULE,
    name: LONG,
    severity: 'critical',
    why: `${LONG} ${LONG}`,
    match: { code: Array.from({ length: 40 }, (_, index) => String(28_841_000 + index)) },
    runbook: `https://runbooks.example.com/${LONG}/${LONG}?${LONG}`,
  },
  group: { project: LONG, path: `/v1.0/iot-03/devices/${LONG}/${LONG}`, code: LONG },
  since: START - 9 * DAY,
  inWindow: 1_234_567_890,
  counts: {
    ...COUNTS,
    total: 12_345_678_901,
    codes: Object.fromEntries(
      Array.from({ length: 20 }, (_, index) => [`${LONG}${index}`, 10 ** (10 - (index % 10))]),
    ),
    samples: [
      { at: START, source: LONG, text: LONG.repeat(20) },
      { at: START, source: '账单', text: `设备离线，请检查网络连接。${'设备'.repeat(200)}` },
      { at: START, source: 'x', text: 'مرحبا \u202eabc\u202c שלום <script>alert(1)</script>' },
    ],
  },
  lately: {
    ...LATELY,
    project: LONG,
    categories: ['auth', 'quota_billing', 'device_offline', 'permission', 'not_found'],
    devices: {
      since: START,
      worst: FLEET.map(({ errors }, index) => ({ device: `${LONG}${index}`, errors })),
      others: 9_990,
      exact: false,
    },
  },
  heldBack: {
    ...HELD_BACK,
    alerts: 1_000,
    named: [{ rule: LONG, group: { path: LONG }, errors: 1e9 }],
  },
})
