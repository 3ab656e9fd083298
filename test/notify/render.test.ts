import fc from 'fast-check'
import { expect, test } from 'vitest'
import { render } from '../../src/notify/render.ts'
import { makeTestNotification } from '../../src/notify/test-notification.ts'
import type { Digest, Notification } from '../../src/types/notification.ts'
import { HOUR, MINUTE } from '../../src/types/time.ts'
import { CONTEXT, COUNTS, digest, LATELY, notification, RULE, START } from './fixtures.ts'

const TOLD = { at: START + 4 * MINUTE, total: 15, reminders: 0 }
const RESOLVED = notification({
  kind: 'resolved',
  reason: 'resolved',
  at: START + HOUR,
  told: TOLD,
  resolved: { at: START + 42 * MINUTE, by: 'evidence' },
})
const UPDATE = notification({
  kind: 'update',
  reason: 'count_doubled',
  at: START + 9 * MINUTE,
  told: TOLD,
  inWindow: 30,
  counts: { ...COUNTS, total: 45, codes: { '1010': 45 } },
})
const REMINDER = notification({
  kind: 'reminder',
  reason: 'still_firing',
  at: START + 4 * HOUR,
  told: TOLD,
  counts: { ...COUNTS, total: 900, codes: { '1010': 900 } },
})
const STATUS = { ...CONTEXT, statusUrl: 'https://watch.example.com/' }

test.for<[string, Notification | Digest]>([
  ['firing', notification()],
  ['update', UPDATE],
  ['reminder', REMINDER],
  ['resolved', RESOLVED],
  ['digest', digest()],
  ['test', makeTestNotification('ops', START)],
])('the %s mail reads as it is kept in test/notify/mails', async ([name, told]) => {
  await expect(render(told, STATUS).text).toMatchFileSnapshot(`mails/${name}.txt`)
})

test('all mails of an incident have one subject and one thread, and each its own id', () => {
  const mails = [notification(), UPDATE, REMINDER, RESOLVED].map((one) => render(one, CONTEXT))
  expect(new Set(mails.map(({ subject }) => subject)).size).toBe(1)
  expect(new Set(mails.map(({ threadId }) => threadId)).size).toBe(1)
  expect(new Set(mails.map(({ messageId }) => messageId)).size).toBe(4)
})

test('subject, foot and data name the incident by the same id, which is also that of log and status page', () => {
  const { subject, text, payload } = render(notification(), CONTEXT)
  expect(subject).toMatch(/ \(7k2m9xq4\)$/)
  expect(text).toContain('Incident 7k2m9xq4')
  expect(payload.incidents[0]?.incident).toBe('7k2m9xq4')
})

test('a replay makes the same mail, id included, on whatever host', () => {
  const again = render(notification(), { ...CONTEXT, instance: 'another-pod' })
  expect(again.messageId).toBe(render(notification(), CONTEXT).messageId)
  expect(again.threadId).toBe(render(notification(), CONTEXT).threadId)
})

test.for([
  ['another incident', notification({ incident: 'b3d6fh1z' })],
  ['another receiver', notification({ receiver: 'dev' })],
  ['another kind', RESOLVED],
] as const)('%s has another Message-ID', ([, other]) => {
  expect(render(other, CONTEXT).messageId).not.toBe(render(notification(), CONTEXT).messageId)
})

test.for([
  ['update', UPDATE, { at: UPDATE.at + MINUTE }],
  ['reminder', REMINDER, { told: { ...TOLD, reminders: 1 } }],
] as const)('the second %s has an id of its own', ([, first, change]) => {
  const second = render({ ...first, ...change }, CONTEXT)
  expect(second.messageId).not.toBe(render(first, CONTEXT).messageId)
})

test.for([
  { group: { project: 'eu-prod' }, subject: 'token-failing – eu-prod' },
  { group: { project: '', source: 'billing' }, subject: 'token-failing – billing' },
  { group: { project: 'eu', code: '1010' }, subject: 'token-failing 1010 – eu' },
  { group: { device_id: 'bf.cn\r\nBcc: x' }, subject: 'token-failing bf[.]cn Bcc: x' },
  { group: {}, subject: 'token-failing' },
])('the subject of $group is $subject', ({ group, subject }) => {
  const mail = render(notification({ group }), CONTEXT)
  expect(mail.subject.replace(' (7k2m9xq4)', '')).toBe(`[tuyawatch] ${subject}`)
})

test.for([
  {
    what: 'an unknown code',
    change: { counts: counts({ '77': 3 }) },
    says: 'add it to a catalog file',
  },
  {
    what: 'codes beyond the limit',
    change: { counts: counts({ other: 9, '1010': 1 }) },
    says: '1010 “token invalid” and 1 other code',
  },
  {
    what: 'no code at all',
    change: { counts: counts({}) },
    says: 'WARNING: token-failing: 15 errors',
  },
  {
    what: 'recovery in silence',
    change: resolvedBy('quiet'),
    says: 'no successful call proved the recovery',
  },
  { what: 'recovery by an answer', change: resolvedBy('evidence'), says: 'succeed again' },
  {
    what: 'a removed rule',
    change: resolvedBy('rule_removed'),
    says: 'CLOSED: 1010 “token invalid” and 2 other codes: no longer',
  },
  {
    what: 'a rule without reminders',
    change: { rule: { ...RULE, repeatMs: [] } },
    says: 'No reminders are configured',
  },
  { what: 'a rule for everything', change: { rule: { ...RULE, match: {} } }, says: 'every error' },
])('$what: the mail says «$says»', ({ change, says }) => {
  const { text } = render(notification(change), CONTEXT)
  expect(text.replace(/\s+/g, ' ')).toContain(says)
})

test('the reminder after the last configured interval comes after that interval again', () => {
  const told = { ...TOLD, reminders: 7 }
  const { text } = render({ ...REMINDER, told }, CONTEXT)
  expect(text).toContain('2026-11-25 14:15:30 UTC')
})

test.for([
  ['https://watch.example.com', 'https://watch.example.com/rules/a%20b%2Fc'],
  ['https://example.com/tuya/', 'https://example.com/tuya/rules/a%20b%2Fc'],
])('below %s the page of a rule is %s', ([statusUrl = '', page]) => {
  const rule = { ...RULE, name: 'a b/c' }
  expect(render(notification({ rule }), { ...CONTEXT, statusUrl }).text).toContain(
    `The rule: ${page}\n`,
  )
})

test('a link that is no web address is left out', () => {
  const rule = { ...RULE, runbook: 'javascript:alert(1)' }
  const mail = render(notification({ rule }), CONTEXT)
  expect(mail.html + mail.text).not.toContain('javascript')
})

test('no log text makes a tag, a link or a line of its own', () => {
  const worst = [
    { device: 'a', errors: 9 },
    { device: 'b', errors: 1 },
  ]
  const devices = { since: START, worst, others: 0, exact: true }
  const benign = structureOf(notification({ lately: { ...LATELY, devices } }))
  fc.assert(
    fc.property(hostileLog, hostileLog, hostileLog, (sample, code, device) => {
      const group = { project: 'eu-prod', path: device }
      const worst = [
        { device, errors: 9 },
        { device: code, errors: 1 },
      ]
      const devices = { since: START, worst, others: 0, exact: true }
      const samples = COUNTS.samples.map((one) => ({ ...one, text: sample }))
      const told = notification({
        group,
        lately: { ...LATELY, devices },
        counts: { ...COUNTS, codes: { '1010': 9, '1011': 8, [`x${code}`]: 1 }, samples },
      })
      expect(structureOf(told)).toEqual(benign)
      const { subject, text, html } = render(told, CONTEXT)
      expect(subject).not.toMatch(/\p{Cc}/u)
      expect(text).not.toMatch(/^(subject|bcc|planted)/im)
      expect(html.length).toBeLessThan(100_000)
    }),
  )
})

const hostileLog = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 30 }),
      fc.constantFrom(
        '\r\nBcc: evil@evil.example\r\n\r\n',
        '\nPLANTED SECTION\n',
        '</pre></td></table><script>alert(1)</script>',
        '"><img src=x onerror=alert(1)>',
        "' style='x",
        '&lt;b&gt;',
        'https://evil.example/?a=b&c=d',
        '\u202egpj.exe',
        '\u001b]8;;https://evil.example\u0007click\u001b]8;;\u0007',
        '-->',
      ),
    ),
    { maxLength: 8 },
  )
  .map((pieces) => pieces.join(''))

/** The tags of the HTML with their attributes but their style, which depends on lengths, and every address of both parts. */
function structureOf(told: Notification) {
  const { html, text } = render(told, CONTEXT)
  return {
    tags: html.match(/<[^>]*>/g)?.map((tag) => tag.replace(/ style="[^"]*"/, '')),
    addresses: [...html.matchAll(/\w+:\/\/[^\s"<]+/g), ...text.matchAll(/\w+:\/\/\S+/g)].map(
      String,
    ),
  }
}

function counts(codes: Record<string, number>) {
  return { ...COUNTS, codes }
}

function resolvedBy(by: 'evidence' | 'quiet' | 'rule_removed'): Partial<Notification> {
  return { kind: 'resolved', reason: 'resolved', resolved: { at: START + HOUR, by } }
}
