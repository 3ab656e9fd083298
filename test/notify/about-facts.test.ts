import { expect, test } from 'vitest'
import { render } from '../../src/notify/render.ts'
import type { Notification } from '../../src/types/notification.ts'
import type { Facts } from '../../src/types/state.ts'
import { DAY, HOUR } from '../../src/types/time.ts'
import { CONTEXT, COUNTS, notification, START } from './fixtures.ts'

const QUOTA: Facts = {
  kind: 'quota',
  used: 21_000,
  calls: 26_000,
  resetsAt: START + 12 * DAY,
  exhaustedAt: START + 3 * DAY,
  watched: 0.74,
  callers: [{ api: '/v1.0/devices/{id}/status', source: 'billing', calls: 18_000 }],
}

function mailOf(facts: Facts, change: Partial<Notification> = {}): string {
  return render(notification({ counts: { ...COUNTS, facts }, ...change }), CONTEXT).text
}

test.for<{ facts: Facts; says: string }>([
  {
    facts: { kind: 'distinct', devices: 42, orMore: false, seen: 300 },
    says: '42 different devices failed within the window of the 300 seen in a day.',
  },
  {
    facts: { kind: 'distinct', devices: 10_000, orMore: true },
    says: '10,000 or more different devices failed',
  },
  {
    facts: { kind: 'ratio', errors: 30, answers: 120 },
    says: '30 of 120 answers within the window are errors: 25 %.',
  },
  {
    facts: { kind: 'spike', errors: 500, before: 20 },
    says: '500 errors within the window, 20 in the same time before it.',
  },
  { facts: QUOTA, says: '21,000 of 26,000 calls of the plan are used: 80 %.' },
  { facts: QUOTA, says: '9 days before the reset' },
  { facts: QUOTA, says: '/v1.0/devices/{id}/status in billing, 18,000' },
  { facts: QUOTA, says: '74 % of the period so far was watched' },
  { facts: { ...QUOTA, shownAt: START }, says: 'taken over from Tuya’s console' },
  { facts: { ...QUOTA, exhaustedAt: START - HOUR }, says: 'It is empty' },
])('a mail says: $says', ({ facts, says }) => {
  expect(mailOf(facts).replaceAll(/\s+/g, ' ')).toContain(says)
})

test('a mail about a quota counts no errors', () => {
  const counts = { ...COUNTS, total: 0, codes: {}, samples: [], buckets: [], facts: QUOTA }
  const text = mailOf(QUOTA, { counts, inWindow: 0 })
  expect(text).toContain('80 % of the calls are used')
  expect(text).not.toMatch(/\b0 errors|1970/)
})
