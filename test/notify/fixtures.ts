import type { RenderContext } from '../../src/notify/context.ts'
import type { Catalog, Entry } from '../../src/types/catalog.ts'
import type { EmailReceiver, Smtp } from '../../src/types/config.ts'
import type { Digest, Lately, Notification } from '../../src/types/notification.ts'
import type { OutboxEntry } from '../../src/types/outbox.ts'
import type { Payload } from '../../src/types/payload.ts'
import type { Rule } from '../../src/types/rule.ts'
import type { KeyState } from '../../src/types/state.ts'
import { HOUR, MINUTE, SECOND } from '../../src/types/time.ts'

export const START = Date.UTC(2026, 10, 24, 10, 15, 30)

export const RULE: Rule = {
  id: 'r1',
  name: 'token-failing',
  match: { category: ['auth'], kind: ['auth_token'] },
  condition: { kind: 'count', atLeast: 10 },
  windowMs: 5 * MINUTE,
  forMs: MINUTE,
  keepFiringForMs: 0,
  groupBy: ['project'],
  severity: 'warning',
  notify: ['ops'],
  repeatMs: [4 * HOUR, 24 * HOUR],
  runbook: 'https://runbooks.example.com/tuya/token',
  why: 'One expired token is renewed by the SDK; ten in five minutes mean that renewing fails too.',
}

/** The errors grow over the four minutes before the mail. */
const BUCKETS = [1, 1, 2, 4, 7].map((count, minute) => ({
  end: START + minute * MINUTE,
  count,
  firstAt: START + minute * MINUTE,
  codes: [],
}))

export const COUNTS: KeyState = {
  buckets: BUCKETS,
  firstAt: START,
  lastFailureAt: START + 4 * MINUTE,
  total: 15,
  codes: { '1010': 12, '1011': 2, '777': 1 },
  samples: [
    {
      at: START + 3 * MINUTE,
      source: 'billing-api',
      text: '2026-11-24 10:18:30 ERROR tuya request failed: {"code":1010,"msg":"token invalid","success":false,"t":1795515510000}',
    },
    {
      at: START + 4 * MINUTE,
      source: 'billing-api',
      text: 'Traceback (most recent call last):\n  File "api.py", line 12, in get\nTuyaError: network error:(1010) token invalid at https://openapi.example.com/v1.0/x',
    },
  ],
  failing: {},
}

/** Quarters of an hour: single errors in the morning, and then many. */
const QUARTERS = [0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 15]

export const LATELY: Lately = {
  project: 'eu-prod',
  of: 'errors',
  categories: ['auth'],
  bars: QUARTERS.map((count, index) => ({
    at: Date.UTC(2026, 10, 24, 4, 45) + index * 15 * MINUTE,
    count,
  })),
  devices: {
    since: Date.UTC(2026, 10, 24, 10, 15),
    worst: [
      { device: 'bf6054cl5k0030r58wsnoa', errors: 9 },
      { device: 'bf0001aa11bb22cc33dd44', errors: 3 },
      { device: 'vdevo154330021623842', errors: 1 },
    ],
    others: 0,
    exact: true,
  },
}

export function notification(change: Partial<Notification> = {}): Notification {
  return {
    kind: 'firing',
    reason: 'new_alert',
    at: START + 4 * MINUTE + SECOND,
    receiver: 'ops',
    rule: RULE,
    group: { project: 'eu-prod' },
    incident: '7k2m9xq4',
    since: START,
    firedAt: START + 4 * MINUTE,
    inWindow: 15,
    counts: COUNTS,
    lately: LATELY,
    ...change,
  }
}

export function digest(): Digest {
  const over = (minutes: number, project: string) => ({
    rule: RULE,
    instance: {
      rule: 'r1',
      group: { project },
      state: 'resolved' as const,
      since: START,
      firedAt: START + MINUTE,
      at: START + minutes * MINUTE,
      by: 'evidence' as const,
      incident: `7k2m9x-${project}`,
    },
    counts: COUNTS,
  })
  return {
    kind: 'digest',
    reason: 'over_before_told',
    at: START + 6 * HOUR,
    receiver: 'ops',
    over: [over(42, 'eu-prod'), over(90, 'us-test')],
  }
}

const TOKEN: Entry = {
  code: '1010',
  messages: ['token invalid'],
  category: 'auth',
  kind: 'auth_token',
  scope: 'project',
  severity: 'warning',
  retryable: true,
  who: 'developer',
  meaning:
    'The access token of the request is no longer valid: it ran out, or a newer one replaced it.',
  advice: [
    'Check that only one process renews the token of this project: each new token ends the one before.',
    'Check that the application renews the token before it runs out, and repeats the failed call once after a renewal.',
    'If every new token is refused at once, compare the clock of the host with the time of the cloud.',
  ],
  link: 'https://developer.example.com/error-code',
  source: 'table',
}
const ENTRIES = [TOKEN, { ...TOKEN, code: '1011', meaning: 'The token is empty or malformed.' }]

const CATALOG: Catalog = {
  entries: ENTRIES,
  find: (code) => ENTRIES.find((entry) => entry.code === code),
  findByMessage: () => [],
}

export const CONTEXT: RenderContext = { instance: 'host-1', catalog: CATALOG, version: '0.1.0' }

export function receiver(smtp: Partial<Smtp> & { port: number }): EmailReceiver {
  return {
    name: 'ops',
    email: {
      to: ['ops@example.com'],
      from: 'tuyawatch@example.com',
      smtp: { host: '127.0.0.1', tls: 'none', ...smtp },
    },
  }
}

export const PAYLOAD: Payload = {
  version: 1,
  kind: 'firing',
  status: 'firing',
  severity: 'warning',
  instance: 'host-1',
  at: '2026-11-24T10:19:31.000Z',
  subject: '[tuyawatch] token-failing – eu-prod (a1b2c3)',
  title: 'WARNING: 1010 “token invalid”: 15 errors in 5 minutes',
  text: ['The access token is no longer valid.'],
  facts: [{ name: 'Where', value: 'project eu-prod' }],
  incidents: [
    {
      incident: 'i1',
      rule: 'token-failing',
      severity: 'warning',
      group: { project: 'eu-prod' },
      since: '2026-11-24T10:15:30.000Z',
      fired: '2026-11-24T10:19:30.000Z',
      errors: { window: 15, total: 15, codes: [{ code: '1010', count: 15 }] },
    },
  ],
  who: 'developer',
  advice: ['Check that one process renews the token.', 'Compare the clocks.'],
  samples: [{ at: '2026-11-24T10:19:30.000Z', source: 'billing-api', text: 'token invalid' }],
  links: [{ label: 'Runbook', url: 'https://runbooks.example.com/tuya/token' }],
}

export function outboxEntry(change: Partial<OutboxEntry> = {}): OutboxEntry {
  return {
    id: '<a1.firing@tuyawatch.invalid>',
    receiver: 'ops',
    kind: 'firing',
    incident: 'i1',
    mail: {
      messageId: '<a1.firing@tuyawatch.invalid>',
      threadId: '<i1.incident@tuyawatch.invalid>',
      subject: '[tuyawatch] token-failing – eu-prod (a1b2c3)',
      text: 'plain text\n',
      html: '<p>html text</p>\n',
      payload: PAYLOAD,
    },
    createdAt: START,
    attempts: 0,
    nextAttemptAt: START,
    ...change,
  }
}
