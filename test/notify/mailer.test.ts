import { readFileSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { simpleParser } from 'mailparser'
import type { SMTPServerOptions } from 'smtp-server'
import { expect, onTestFinished, test } from 'vitest'
import { createMailer } from '../../src/notify/mailer.ts'
import { render } from '../../src/notify/render.ts'
import { SMTP_TIMEOUTS } from '../../src/notify/transport.ts'
import type { Smtp } from '../../src/types/config.ts'
import { HOUR } from '../../src/types/time.ts'
import { temporaryDirectory } from '../support/directory.ts'
import { CONTEXT, notification, outboxEntry, receiver, START } from './fixtures.ts'
import {
  EXPIRED_CERTIFICATE,
  KEY,
  RELAY_CERTIFICATE,
  type Relay,
  reply,
  startRaw,
  startRelay,
} from './relay.ts'

const ENTRY = outboxEntry()
const SENT = { entry: ENTRY.id, outcome: 'sent' }
const QUICK = { connect: 50, greeting: 50, silence: 50, whole: 200 }
/** Over STARTTLS with our own CA. */
const SECURE: Partial<Smtp> = {
  tls: 'starttls',
  caFile: RELAY_CERTIFICATE,
  serverName: 'relay.test',
}
const ASKS_FOR_CERTIFICATE: SMTPServerOptions = {
  requestCert: true,
  rejectUnauthorized: true,
  ca: [readFileSync(RELAY_CERTIFICATE)],
}

test('a mail arrives with plain and HTML part and the headers that keep it civil', async () => {
  const relay = await startRelay()
  expect(await mailerFor({ port: relay.port }).send(ENTRY)).toEqual(SENT)
  const mail = await parsed(relay)
  expect(mail).toMatchObject({
    subject: ENTRY.mail.subject,
    messageId: ENTRY.id,
    inReplyTo: ENTRY.mail.threadId,
    text: ENTRY.mail.text,
    html: ENTRY.mail.html,
    date: new Date(START),
    from: { text: 'tuyawatch@example.com' },
    to: { text: 'ops@example.com' },
  })
  expect(mail.headers.get('auto-submitted')).toBe('auto-generated')
  expect(mail.headers.get('x-auto-response-suppress')).toBe('All')
  expect(relay.mails[0]?.toString()).toMatch(/^List-Id: .*<ops\.tuyawatch\.invalid>/im)
})

test('firing and resolved stand in one thread, with the same root in every mail', async () => {
  const relay = await startRelay()
  const mailer = mailerFor({ port: relay.port })
  const resolved = notification({
    kind: 'resolved',
    resolved: { at: START + HOUR, by: 'evidence' },
  })
  for (const told of [notification(), resolved]) {
    const mail = render(told, CONTEXT)
    await mailer.send(outboxEntry({ id: mail.messageId, mail }))
  }
  const [first, second] = await Promise.all(relay.mails.map((mail) => simpleParser(mail)))
  expect(first?.references).toBe(first?.inReplyTo)
  expect(second?.references).toBe(first?.references)
  expect(second?.subject).toBe(first?.subject)
  expect(second?.messageId).not.toBe(first?.messageId)
  expect(first?.text).toBe(render(notification(), CONTEXT).text)
})

test('a second try after a 4xx is the same mail', async () => {
  let tries = 0
  const relay = await startRelay({
    onRcptTo(_address, _session, answer) {
      tries += 1
      answer(tries === 1 ? reply(451, 'greylisted, come back later') : null)
    },
  })
  const mailer = mailerFor({ port: relay.port })
  expect(await mailer.send(ENTRY)).toMatchObject({
    outcome: 'failed',
    reason: 'rejected_temporarily',
    detail: expect.stringContaining('greylisted'),
  })
  expect(await mailer.send(ENTRY)).toEqual(SENT)
  expect((await parsed(relay)).messageId).toBe(ENTRY.id)
})

test.for<{ stage: string; reason: string; relay: SMTPServerOptions }>([
  { stage: '550 to RCPT', reason: 'rejected', relay: refusing('onRcptTo', 550) },
  { stage: '554 to DATA', reason: 'rejected', relay: refusingData(554) },
  { stage: '451 to DATA', reason: 'rejected_temporarily', relay: refusingData(451) },
  { stage: '421 to RCPT', reason: 'connect', relay: refusing('onRcptTo', 421) },
  { stage: '450 to MAIL', reason: 'rejected_temporarily', relay: refusing('onMailFrom', 450) },
  { stage: '550 to MAIL', reason: 'other', relay: refusing('onMailFrom', 550) },
  { stage: '503 to RCPT', reason: 'other', relay: refusing('onRcptTo', 503) },
  { stage: '530 to RCPT', reason: 'auth', relay: refusing('onRcptTo', 530) },
  { stage: '554 as greeting', reason: 'greeting', relay: refusing('onConnect', 554) },
])('$stage is $reason', async ({ reason, relay }) => {
  const { port } = await startRelay(relay)
  expect(await mailerFor({ port }).send(ENTRY)).toMatchObject({ outcome: 'failed', reason })
})

test('those whom the relay put off are tried again alone, and the refused are told', async () => {
  let round = 1
  const relay = await startRelay({
    onRcptTo({ address }, _session, answer) {
      if (address.startsWith('gone')) return answer(reply(550, 'no such user'))
      answer(address.startsWith('slow') && round === 1 ? reply(450, 'later') : null)
    },
  })
  const to = ['ops@example.com', 'slow@example.com', 'gone@example.com']
  const mailer = mailerFor({ port: relay.port }, to)
  const first = await mailer.send(ENTRY)
  expect(first).toMatchObject({ reason: 'rejected_temporarily', to: ['slow@example.com'] })
  round = 2
  expect(await mailer.send({ ...ENTRY, to: ['slow@example.com'] })).toEqual(SENT)
  expect(relay.recipients).toEqual([['ops@example.com'], ['slow@example.com']])
})

test('a recipient refused for good does not hold up the others', async () => {
  const relay = await startRelay({
    onRcptTo: ({ address }, _session, answer) =>
      answer(address.startsWith('gone') ? reply(550, 'no such user') : null),
  })
  const mailer = mailerFor({ port: relay.port }, ['ops@example.com', 'gone@example.com'])
  expect(await mailer.send(ENTRY)).toEqual({
    ...SENT,
    refused: expect.stringMatching(/^gone@example.com: 550.*no such user/),
  })
})

test('a closed port is a failure to connect', async () => {
  expect(await mailerFor({ port: await closedPort() }).send(ENTRY)).toMatchObject({
    reason: 'connect',
    detail: expect.stringContaining('ECONNREFUSED'),
  })
})

test.for([
  ['says nothing', () => undefined],
  ['falls silent after its greeting', (socket) => socket.write('220 hello\r\n')],
  [
    'drips',
    (socket) => {
      socket.write('220-')
      const drip = setInterval(() => socket.write('x'), 10)
      socket.on('close', () => clearInterval(drip))
    },
  ],
] satisfies [string, (socket: Socket) => unknown][])(
  'a relay that %s is given up in time',
  async ([, onConnection]) => {
    const port = await startRaw(onConnection)
    const mailer = mailerFor({ port }, undefined, QUICK)
    expect(await mailer.send(ENTRY)).toMatchObject({ reason: 'timeout' })
  },
)

test('a connection that breaks before the final answer is tried again by the outbox alone', async () => {
  let connections = 0
  const port = await startRaw((socket) => {
    connections += 1
    converse(socket, () => socket.destroy())
  })
  expect(await mailerFor({ port }).send(ENTRY)).toMatchObject({ reason: 'connect' })
  expect(connections).toBe(1)
})

test('a relay that hangs up at once is called once', async () => {
  let connections = 0
  const port = await startRaw((socket) => {
    connections += 1
    socket.destroy()
  })
  expect(await mailerFor({ port }).send(ENTRY)).toMatchObject({ reason: 'connect' })
  expect(connections).toBe(1)
})

test('a connection that the relay closed while it was idle costs nothing', async () => {
  const closed = Promise.withResolvers<void>()
  const port = await startRaw((socket) => {
    socket.on('close', () => closed.resolve())
    converse(socket, () => socket.end('250 taken, good bye\r\n'))
  })
  const mailer = mailerFor({ port })
  expect(await mailer.send(ENTRY)).toEqual(SENT)
  await closed.promise
  expect(await mailer.send(ENTRY)).toEqual(SENT)
})

test('STARTTLS with an own CA and server name, and a login over it', async () => {
  const logins: unknown[] = []
  const relay = await startRelay({
    authOptional: false,
    onAuth({ username, password }, { secure }, answer) {
      logins.push({ username, password, secure })
      answer(null, { user: username })
    },
  })
  const smtp = { ...SECURE, port: relay.port, user: 'u', password: { value: 'pass word' } }
  expect(await mailerFor(smtp).send(ENTRY)).toEqual(SENT)
  expect(logins).toEqual([{ username: 'u', password: 'pass word', secure: true }])
})

test.for(['PLAIN', 'LOGIN'])('a relay that knows %s only is logged in to', async (method) => {
  const used: unknown[] = []
  const relay = await startRelay({
    authMethods: [method],
    onAuth(auth, _session, answer) {
      used.push([auth.method, auth.username, auth.password])
      answer(null, { user: 'u' })
    },
  })
  const smtp = { ...SECURE, port: relay.port, user: 'ü', password: { value: 'pässword' } }
  expect(await mailerFor(smtp).send(ENTRY)).toEqual(SENT)
  expect(used).toEqual([[method, 'ü', 'pässword']])
})

test('implicit TLS', async () => {
  const relay = await startRelay({ secure: true })
  const smtp = { ...SECURE, tls: 'implicit' as const, port: relay.port }
  expect(await mailerFor(smtp).send(ENTRY)).toEqual(SENT)
})

test.for(['starttls', 'implicit'] as const)(
  'a relay that asks for a certificate gets ours (%s)',
  async (tls) => {
    const relay = await startRelay({ ...ASKS_FOR_CERTIFICATE, secure: tls === 'implicit' })
    const client = { certFile: RELAY_CERTIFICATE, keyFile: KEY }
    expect(await mailerFor({ ...SECURE, tls, port: relay.port, client }).send(ENTRY)).toEqual(SENT)
  },
)

test.for<{ what: string; smtp: Partial<Smtp>; relay: SMTPServerOptions }>([
  { what: 'no STARTTLS on offer', smtp: SECURE, relay: { disabledCommands: ['STARTTLS'] } },
  { what: 'an unknown CA', smtp: { tls: 'starttls' }, relay: {} },
  { what: 'another name', smtp: { ...SECURE, serverName: 'mail.test' }, relay: {} },
  { what: 'an unknown CA at once', smtp: { tls: 'implicit' }, relay: { secure: true } },
  {
    what: 'an expired certificate',
    smtp: { ...SECURE, caFile: EXPIRED_CERTIFICATE },
    relay: { cert: readFileSync(EXPIRED_CERTIFICATE) },
  },
  {
    what: 'a missing client certificate',
    smtp: SECURE,
    relay: ASKS_FOR_CERTIFICATE,
  },
  {
    what: 'a client certificate that is no file',
    smtp: { ...SECURE, client: { certFile: '/nowhere/c.pem', keyFile: KEY } },
    relay: {},
  },
  {
    what: 'a client certificate that is none',
    smtp: { ...SECURE, client: { certFile: KEY, keyFile: KEY } },
    relay: {},
  },
  { what: 'no CA file', smtp: { ...SECURE, caFile: '/nowhere/ca.pem' }, relay: {} },
])('$what is a failure of TLS, and nothing is sent in clear', async ({ smtp, relay: options }) => {
  const relay = await startRelay(options)
  expect(await mailerFor({ ...smtp, port: relay.port }).send(ENTRY)).toMatchObject({
    reason: 'tls',
  })
  expect(relay.mails).toEqual([])
})

test('a refused login names no password, in no encoding', async () => {
  const secret = 'geheim42'
  const relay = await startRelay({
    onAuth({ password = '' }, _session, answer) {
      const encoded = Buffer.from(`\0u\0${password}`).toString('base64')
      answer(reply(535, `no: ${password} ${encoded}`))
    },
  })
  const smtp = { ...SECURE, port: relay.port, user: 'u', password: { value: secret } }
  const delivery = await mailerFor(smtp).send(ENTRY)
  expect(delivery).toMatchObject({ reason: 'auth', detail: expect.stringContaining('no: *** ***') })
})

test('a login is never sent unencrypted', async () => {
  const logins: unknown[] = []
  const relay = await startRelay({
    allowInsecureAuth: true,
    onAuth({ username }, _session, answer) {
      logins.push(username)
      answer(null, { user: username })
    },
  })
  const smtp = { port: relay.port, tls: 'none', user: 'u', password: { value: 'p' } } as const
  expect(await mailerFor(smtp).send(ENTRY)).toMatchObject({ reason: 'auth' })
  expect([logins, relay.mails]).toEqual([[], []])
})

test('a changed password file is used by the next mail', async () => {
  const passwords: unknown[] = []
  const relay = await startRelay({
    onAuth({ username, password }, _session, answer) {
      passwords.push(password)
      answer(null, { user: username })
    },
  })
  const file = join(temporaryDirectory(), 'password')
  const mailer = mailerFor({ ...SECURE, port: relay.port, user: 'u', password: { file } })
  expect(await mailer.send(ENTRY)).toMatchObject({ reason: 'auth' })
  writeFileSync(file, 'one\n')
  expect(await mailer.send(ENTRY)).toEqual(SENT)
  expect(await mailer.send(ENTRY)).toEqual(SENT)
  writeFileSync(file, 'two\n')
  expect(await mailer.send(ENTRY)).toEqual(SENT)
  expect(passwords).toEqual(['one', 'two'])
})

test('verify says whether mail would go out, and sends none', async () => {
  const relay = await startRelay()
  expect(await mailerFor({ port: relay.port }).verify()).toBeUndefined()
  expect(relay.mails).toEqual([])
  const closed = mailerFor({ port: await closedPort() })
  expect(await closed.verify()).toMatchObject({ reason: 'connect' })
})

function mailerFor(
  smtp: Partial<Smtp> & { port: number },
  to = ['ops@example.com'],
  timeouts = SMTP_TIMEOUTS,
) {
  const base = receiver(smtp)
  const mailer = createMailer({ ...base, email: { ...base.email, to } }, timeouts)
  onTestFinished(() => mailer.close())
  return mailer
}

/** Says yes to everything until the mail itself has come. */
function converse(socket: Socket, onMail: () => void) {
  socket.write('220 hello\r\n')
  let mail: string | undefined
  socket.on('data', (bytes) => {
    const text = bytes.toString()
    if (mail !== undefined) {
      mail += text
      if (mail.endsWith('\r\n.\r\n')) onMail()
      return
    }
    if (text.startsWith('DATA')) mail = ''
    socket.write(mail === undefined ? '250 fine\r\n' : '354 go on\r\n')
  })
}

function refusing(stage: 'onRcptTo' | 'onMailFrom' | 'onConnect', code: number): SMTPServerOptions {
  return {
    [stage]: (...args: unknown[]) => {
      const answer = args.at(-1) as (error: Error) => void
      answer(reply(code, 'no'))
    },
  }
}

function refusingData(code: number): SMTPServerOptions {
  return {
    onData(stream, _session, answer) {
      stream.resume()
      stream.on('end', () => answer(reply(code, 'no')))
    },
  }
}

async function parsed(relay: Relay) {
  return simpleParser(relay.mails[0] ?? Buffer.alloc(0))
}

/** A port on which somebody has just stopped listening. */
function closedPort(): Promise<number> {
  const server = createServer()
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
}
