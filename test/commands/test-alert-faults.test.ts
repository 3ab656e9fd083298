import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { SMTPServerOptions } from 'smtp-server'
import { expect, test } from 'vitest'
import { deliveryReport } from '../../src/commands/test-alert-report.ts'
import { createSender } from '../../src/notify/sender.ts'
import type { Receiver, Smtp, WebhookReceiver } from '../../src/types/config.ts'
import { outboxEntry, receiver } from '../notify/fixtures.ts'
import { startHttp } from '../notify/http-server.ts'
import {
  EXPIRED_CERTIFICATE,
  RELAY_CERTIFICATE,
  reply,
  startRaw,
  startRelay,
} from '../notify/relay.ts'
import { temporaryDirectory } from '../support/directory.ts'
import { freePort } from '../support/port.ts'

const SECURE: Partial<Smtp> = {
  tls: 'starttls',
  caFile: RELAY_CERTIFICATE,
  serverName: 'relay.test',
}
const LOGIN: Partial<Smtp> = { ...SECURE, user: 'u', password: { value: 'wrong' } }

type Fault = readonly [fault: string, broken: () => Promise<Receiver>, words: string]

const FAULTS: readonly Fault[] = [
  ['nobody listens', async () => mail({ port: await freePort() }), 'Nobody listens at this port.'],
  [
    'a host that does not exist',
    async () => mail({ port: 25, host: 'nowhere.invalid' }),
    'Nobody knows an address for this host.',
  ],
  [
    'another kind of server',
    async () => mail({ port: await http400() }),
    'A web server answers there',
  ],
  [
    'a relay that takes nothing from us',
    relayWith({ onConnect: (_, no) => no(reply(554, 'blocked')) }),
    'does not want to talk to us',
  ],
  [
    'no STARTTLS on offer',
    relayWith({ disabledCommands: ['STARTTLS'] }, SECURE),
    'offers no encryption',
  ],
  [
    'a certificate nobody vouches for',
    relayWith({}, { tls: 'starttls' }),
    'signed by nobody who is trusted',
  ],
  [
    'a certificate for another name',
    relayWith({}, { ...SECURE, serverName: 'mail.test' }),
    'set server_name',
  ],
  [
    'an expired certificate',
    relayWith(
      { cert: readFileSync(EXPIRED_CERTIFICATE) },
      { ...SECURE, caFile: EXPIRED_CERTIFICATE },
    ),
    'has expired',
  ],
  [
    'TLS from the start where the relay wants STARTTLS',
    relayWith({}, { ...SECURE, tls: 'implicit' }),
    'does not speak TLS from the first byte',
  ],
  [
    'a CA file that is not there',
    relayWith({}, { ...SECURE, caFile: '/nowhere/ca.pem' }),
    'Check its path',
  ],
  [
    'a wrong password',
    relayWith({ onAuth: (_a, _s, no) => no(reply(535, 'bad credentials')) }, LOGIN),
    'did not accept who we are',
  ],
  [
    'a password file that is not there',
    relayWith({}, { ...LOGIN, password: { file: '/nowhere/pw' } }),
    'Check its path',
  ],
  [
    'a relay that wants a login',
    relayWith({ authOptional: false }, SECURE),
    'Set user and password_file.',
  ],
  [
    'greylisting',
    relayWith({ onRcptTo: (_a, _s, no) => no(reply(450, 'greylisted')) }),
    '(greylisting), and takes the mail when it is sent again',
  ],
  [
    'a recipient who is not there',
    relayWith({ onRcptTo: (_a, _s, no) => no(reply(550, 'no such user')) }),
    'Check the addresses in to.',
  ],
  [
    'a sender it does not send for',
    relayWith({ onMailFrom: (_a, _s, no) => no(reply(550, 'not yours')) }),
    'Check from',
  ],
  [
    'a mail it finds to be spam',
    relayWith({
      onData: (s, _s, no) => {
        s.resume()
        s.on('end', () => no(reply(554, 'spam')))
      },
    }),
    'refused it for good',
  ],
  [
    'a relay that does not relay',
    relayWith({ onRcptTo: (_a, _s, no) => no(reply(554, 'Relay access denied')) }),
    'Allow this host at the relay',
  ],
  [
    'a login without encryption',
    async () => mail({ port: 25, user: 'u', password: { value: 'p' } }),
    'Set tls: starttls',
  ],
  ['a webhook whose channel is gone', hookWith(404), 'make a new webhook'],
  ['a webhook that wants a login', hookWith(401), 'did not accept who we are'],
  ['a webhook that redirects', hookWith(302), 'redirects are not followed'],
  ['a webhook that is overloaded', hookWith(503), 'put it off'],
  ['a webhook that does not like the body', hookWith(400), 'format is what this address wants'],
  [
    'a webhook whose file is empty',
    async () => hook({ file: empty() }),
    'The file of the URL holds none.',
  ],
  [
    'an Alertmanager that is not there',
    async () =>
      ({ name: 'am', alertmanager: { url: `http://127.0.0.1:${await freePort()}` } }) as Receiver,
    'Nobody listens',
  ],
]

test.for(FAULTS)('test-alert tells %s in words', async ([, broken, words]) => {
  const target = await broken()
  const sender = createSender(target, Date.now)
  const entry = outboxEntry()
  const delivery = await sender.send(entry)
  sender.close()
  const { works, text } = deliveryReport(target, entry, delivery, {
    columns: 1_000,
    paint: (_, t) => t,
  })
  expect(works).toBe(false)
  expect(text).toContain(words)
  expect(text).toMatch(/In its words: \S/)
})

function mail(smtp: Partial<Smtp> & { port: number }): Receiver {
  return receiver(smtp)
}

function relayWith(options: SMTPServerOptions, smtp: Partial<Smtp> = {}) {
  return async () => mail({ ...smtp, port: (await startRelay(options)).port })
}

/** Web servers answer what is no request of theirs. */
function http400(): Promise<number> {
  return startRaw((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))
}

function hookWith(status: number) {
  return async () =>
    hook({ value: (await startHttp((response) => response.writeHead(status).end())).url })
}

function hook(url: WebhookReceiver['webhook']['url']): Receiver {
  return { name: 'chat', webhook: { url, format: 'slack' } }
}

function empty(): string {
  const file = join(temporaryDirectory(), 'url')
  writeFileSync(file, '')
  return file
}
