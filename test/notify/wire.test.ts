import { simpleParser } from 'mailparser'
import { expect, onTestFinished, test } from 'vitest'
import { createMailer } from '../../src/notify/mailer.ts'
import { render } from '../../src/notify/render.ts'
import type { EmailReceiver } from '../../src/types/config.ts'
import type { Notification } from '../../src/types/notification.ts'
import { CONTEXT, COUNTS, notification, outboxEntry, RULE, receiver } from './fixtures.ts'
import { type Relay, startRaw, startRelay } from './relay.ts'
import { EXTREME } from './stories.ts'

/** Characters of a line without its end: RFC 5322, 2.1.1. */
const LINE_MAX = 998
/** Bytes of an encoded word: RFC 2047, section 2. */
const ENCODED_WORD_MAX = 75

const CHINESE = notification({
  rule: { ...RULE, name: '令牌失效告警规则：生产环境的令牌反复失效需要立即处理' },
  group: { project: '欧洲生产环境项目一二三四五六七八九十' },
})
const LONG_LINES = notification({
  counts: {
    ...COUNTS,
    samples: [
      { at: 0, source: 'a', text: 'x'.repeat(100_000) },
      { at: 0, source: '设备', text: '设备离线。'.repeat(10_000) },
      { at: 0, source: 'dots', text: '.\n..\n.\r\n.\r\nQUIT\r\n' },
    ],
  },
})
const EMPTY_SAMPLES = notification({
  counts: { ...COUNTS, codes: {}, samples: [{ at: 0, source: '', text: '' }] },
})
/** A subject without a place has ASCII only, which nobody encodes. */
const ENCODED = notification({ group: { device_id: '=?utf-8?B?aHR0cDovL2V2aWwuZXhhbXBsZQ==?=' } })

test.for<[string, Notification]>([
  ['what looks like an encoded word', ENCODED],
  ['whatever is too long', EXTREME],
  ['Chinese names', CHINESE],
  ['long log lines and lone dots', LONG_LINES],
  ['an empty sample', EMPTY_SAMPLES],
])('%s: ASCII lines of legal length on the wire, the same mail at its reader', async ([, told]) => {
  const to = Array.from({ length: 60 }, (_, index) => `person${index}@a-long-name.example.com`)
  const { relay, mail } = await sent(told, { to })
  const wire = relay.mails[0]?.toString('latin1') ?? ''
  const lines = wire.split('\r\n')
  expect(lines.filter((line) => line.length > LINE_MAX)).toEqual([])
  expect(wire.replaceAll('\r\n', '')).not.toMatch(/[^\t\u0020-\u007e]/)
  const words = wire.match(/=\?UTF-8\?[^ \r\n]*\?=/g) ?? []
  expect(words.filter((word) => word.length > ENCODED_WORD_MAX)).toEqual([])
  const { subject, text, html } = await simpleParser(relay.mails[0] ?? '')
  expect({ subject, text, html }).toEqual({
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
  })
})

test.for([
  ['ops@example.com', { name: '', address: 'ops@example.com' }],
  ['Überwachung 设备 <ops@example.com>', { name: 'Überwachung 设备', address: 'ops@example.com' }],
])('a sender of %s arrives as such', async ([from = '', value]) => {
  const { relay } = await sent(notification(), { from: String(from) })
  const mail = await simpleParser(relay.mails[0] ?? '')
  expect(mail.from?.value).toEqual([value])
})

test.for([
  ['user@例子.中国', '', 'RCPT TO:<user@xn--fsqu00a.xn--fiqs8s>', 'MAIL FROM:<t@example.com>'],
  [
    '用户@example.com',
    'SMTPUTF8',
    'RCPT TO:<用户@example.com>',
    'MAIL FROM:<t@example.com> SMTPUTF8',
  ],
] as const)('%s by a relay that offers «%s»: %s', async ([to, offers, rcpt, from]) => {
  const commands: string[] = []
  const port = await startRaw((socket) => {
    socket.write('220 hello\r\n')
    socket.on('data', (bytes) => {
      const line = bytes.toString().trim()
      commands.push(line)
      // What was asked is seen before the mail; it need not be taken.
      socket.write(
        line.startsWith('EHLO') ? `250-x\r\n250 ${offers || '8BITMIME'}\r\n` : '250 x\r\n',
      )
    })
  })
  const mailer = mailerOf({ to: [to], from: 't@example.com' }, port)
  await mailer.send(outboxEntry())
  expect(commands).toEqual(expect.arrayContaining([rcpt, from]))
})

type Addresses = Partial<Pick<EmailReceiver['email'], 'from' | 'to'>>

async function sent(told: Notification, addresses: Addresses) {
  const relay: Relay = await startRelay()
  const mail = render(told, CONTEXT)
  const delivery = await mailerOf(addresses, relay.port).send(
    outboxEntry({ id: mail.messageId, mail }),
  )
  expect(delivery.outcome).toBe('sent')
  return { relay, mail }
}

function mailerOf(addresses: Addresses, port: number) {
  const base = receiver({ port })
  const mailer = createMailer({ ...base, email: { ...base.email, ...addresses } })
  onTestFinished(() => mailer.close())
  return mailer
}
