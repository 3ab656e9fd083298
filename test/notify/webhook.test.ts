import { createHmac } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import { request } from '../../src/notify/http.ts'
import { render } from '../../src/notify/render.ts'
import { slackBody } from '../../src/notify/slack.ts'
import { takenOver } from '../../src/notify/takeover.ts'
import { teamsBody } from '../../src/notify/teams.ts'
import { createWebhook } from '../../src/notify/webhook.ts'
import type { WebhookReceiver } from '../../src/types/config.ts'
import type { Digest, Notification } from '../../src/types/notification.ts'
import { SECOND } from '../../src/types/time.ts'
import { temporaryDirectory } from '../support/directory.ts'
import { CONTEXT, COUNTS, digest, notification, outboxEntry, PAYLOAD, START } from './fixtures.ts'
import { startHttp } from './http-server.ts'
import { startRaw } from './relay.ts'

const ENTRY = outboxEntry()
const SENT = { entry: ENTRY.id, outcome: 'sent' }
const STATUS = { ...CONTEXT, statusUrl: 'https://watch.example.com/' }
const BODIES = { slack: slackBody, teams: teamsBody, json: (entry: object) => entry }

test('a JSON webhook gets the payload with its id and receiver', async () => {
  const server = await startHttp()
  expect(await webhook(`${server.url}/hook?key=1`).send(ENTRY)).toEqual(SENT)
  const [received] = server.received
  expect(received).toMatchObject({ method: 'POST', path: '/hook?key=1' })
  expect(received?.headers['content-type']).toBe('application/json')
  expect(JSON.parse(received?.body ?? '')).toEqual({ id: 'a1_firing', receiver: 'ops', ...PAYLOAD })
})

test('what a fallback gets says for whom it stands in, and has an id of its own', async () => {
  const server = await startHttp()
  const taken = takenOver(ENTRY, 'chat', START)
  await webhook(server.url).send(taken)
  const body = JSON.parse(server.received[0]?.body ?? '')
  expect(body).toMatchObject({ id: 'a1_firing_chat', receiver: 'chat', stands_in_for: 'ops' })
  expect(body.text[0]).toContain('the receiver “ops” cannot be reached')
})

test.for<['slack' | 'teams', string, Notification | Digest]>([
  ['slack', 'firing', notification()],
  ['slack', 'digest', digest()],
  ['teams', 'firing', notification()],
  ['teams', 'digest', digest()],
])(
  'the %s message of %s is as it is kept in test/notify/webhooks',
  async ([format, name, told]) => {
    const body = BODIES[format](outboxEntry({ mail: render(told, STATUS) }))
    const text = `${JSON.stringify(body, undefined, 2)}\n`
    await expect(text).toMatchFileSnapshot(`webhooks/${format}-${name}.json`)
  },
)

test('the payload of a notification is as it is kept in test/notify/webhooks', async () => {
  const text = `${JSON.stringify(render(notification(), STATUS).payload, undefined, 2)}\n`
  await expect(text).toMatchFileSnapshot('webhooks/json-firing.json')
})

test('what an incident holds back is told in the payload too', () => {
  const named = [{ rule: 'offline', group: { project: 'eu-prod' }, errors: 400 }]
  const { payload } = render(notification({ heldBack: { alerts: 1, errors: 400, named } }), STATUS)
  expect(payload.text.join(' ')).toContain('1 further alert with 400 errors')
})

test('the signature is the one of the Standard Webhooks specification', async () => {
  const server = await startHttp()
  const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
  await webhook(server.url, { secret: { value: secret } }).send(ENTRY)
  const { headers, body = '' } = server.received[0] ?? {}
  const key = Buffer.from('MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'base64')
  const content = `a1_firing.${START / SECOND}.${body}`
  const signature = createHmac('sha256', key).update(content).digest('base64')
  expect(headers).toMatchObject({
    'webhook-id': 'a1_firing',
    'webhook-timestamp': String(START / SECOND),
    'webhook-signature': `v1,${signature}`,
  })
})

test('URL and secret are read anew from their files at each attempt', async () => {
  const server = await startHttp()
  const [url, secret] = ['url', 'secret'].map((name) => join(temporaryDirectory(), name))
  const sender = webhook({ file: url ?? '' }, { secret: { file: secret ?? '' } })
  expect(await sender.send(ENTRY)).toMatchObject({ reason: 'other' })
  expect(await sender.verify()).toMatchObject({ reason: 'other' })
  writeFileSync(url ?? '', 'not a URL')
  expect(await sender.send(ENTRY)).toMatchObject({ reason: 'other', detail: /no http/ })
  writeFileSync(url ?? '', `${server.url}/a\n`)
  expect(await sender.send(ENTRY)).toMatchObject({ reason: 'auth' })
  writeFileSync(secret ?? '', 'one\n')
  expect(await sender.verify()).toBeUndefined()
  expect(await sender.send(ENTRY)).toEqual(SENT)
  writeFileSync(secret ?? '', 'two\n')
  expect(await sender.send(ENTRY)).toEqual(SENT)
  const [first, second] = server.received.map(({ headers }) => headers['webhook-signature'])
  expect(first).not.toBe(second)
})

test.for([
  [200, undefined],
  [202, undefined],
  [204, undefined],
  [301, 'other'],
  [400, 'rejected'],
  [401, 'auth'],
  [403, 'auth'],
  [404, 'other'],
  [408, 'rejected_temporarily'],
  [410, 'other'],
  [413, 'rejected'],
  [422, 'rejected'],
  [429, 'rejected_temporarily'],
  [500, 'rejected_temporarily'],
  [503, 'rejected_temporarily'],
] as const)('an answer with %i is %s', async ([status, reason]) => {
  const server = await startHttp((response) => {
    response.writeHead(status, status === 301 ? { Location: 'https://example.com/' } : {})
    response.end(status === 204 ? undefined : 'its words')
  })
  const delivery = await webhook(server.url).send(ENTRY)
  const detail = `HTTP ${status}: its words`
  expect(delivery).toEqual(
    reason === undefined ? SENT : { entry: ENTRY.id, outcome: 'failed', reason, detail },
  )
})

test.for([
  ['17', 17 * SECOND],
  ['Wed, 21 Oct 2026 07:28:00 GMT', undefined],
] as const)('asked to come back after %s it waits %s ms', async ([header, retryAfter]) => {
  const server = await startHttp((response) => {
    response.writeHead(429, { 'Retry-After': header }).end()
  })
  expect(await webhook(server.url).send(ENTRY)).toEqual({
    entry: ENTRY.id,
    outcome: 'failed',
    reason: 'rejected_temporarily',
    detail: 'HTTP 429',
    ...(retryAfter !== undefined && { retryAfter }),
  })
})

test('a failure never names the address, which is a secret', async () => {
  const server = await startHttp((response) => {
    response.writeHead(404).end('nothing at /services/T0/B0/hunter2?x=1')
  })
  const delivery = await webhook(`${server.url}/services/T0/B0/hunter2?x=1`).send(ENTRY)
  expect(delivery).toMatchObject({ detail: 'HTTP 404: nothing at ***' })
})

test.for<[string, string]>([
  ['us%40er:pass', 'us@er:pass'],
  ['user:%C3%BC%25', 'user:ü%'],
  ['user:100%', 'user:100%'],
  ['user:100%zz%', 'user:100%zz%'],
])('%s in the address becomes the header of %s', async ([written, login]) => {
  const server = await startHttp()
  await webhook(server.url.replace('://', `://${written}@`)).send(ENTRY)
  expect(server.received[0]?.headers.authorization).toBe(
    `Basic ${Buffer.from(login).toString('base64')}`,
  )
})

test.for([
  [200, (response: ServerResponse) => response.write('o'), undefined],
  [200, breakOff, undefined],
  [400, breakOff, 'rejected'],
  [500, drip, 'rejected_temporarily'],
] as const)('%d is the answer, whatever becomes of its body', async ([status, end, reason]) => {
  const { url } = await startHttp((response) => {
    response.writeHead(status)
    end(response)
  })
  expect(await request({ url, method: 'POST' }, new AbortController().signal, 500)).toMatchObject(
    reason === undefined ? { ok: true } : { reason },
  )
})

test.for<[string, (response: ServerResponse) => void, string]>([
  ['hangs', () => undefined, 'timeout'],
  ['hangs up', (response) => response.destroy(), 'connect'],
])('a server that %s is a failure, in time', async ([, answer, reason]) => {
  const { url } = await startHttp(answer)
  expect(await request({ url, method: 'GET' }, new AbortController().signal, 200)).toMatchObject({
    reason,
  })
})

test('nobody there, or nobody who speaks TLS, is a failure in words', async () => {
  const { url } = await startHttp()
  const port = await startRaw((socket) => socket.destroy())
  expect(await webhook(url.replace('http:', 'https:')).send(ENTRY)).toMatchObject({ reason: 'tls' })
  expect(await webhook(`https://127.0.0.1:${port}`).send(ENTRY)).toMatchObject({
    outcome: 'failed',
    reason: 'connect',
  })
  expect(await webhook('http://127.0.0.1:1').send(ENTRY)).toMatchObject({ reason: 'connect' })
  expect(await webhook('http://nowhere.invalid').send(ENTRY)).toMatchObject({ reason: 'connect' })
})

test('an answer without end is not read to its end', async () => {
  const server = await startHttp((response) => {
    response.writeHead(500)
    const more = () => {
      while (response.writable && response.write('x'.repeat(65_536)));
      response.once('drain', more)
    }
    more()
  })
  const delivery = await webhook(server.url).send(ENTRY)
  expect(delivery).toMatchObject({ reason: 'rejected_temporarily' })
  expect('detail' in delivery && delivery.detail?.length).toBeLessThan(250)
})

test('closing ends a delivery under way; it is tried again', async () => {
  const server = await startHttp(() => sender.close())
  const sender = webhook(server.url)
  expect(await sender.send(ENTRY)).toMatchObject({ outcome: 'failed', reason: 'timeout' })
})

const hostile = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc.constantFrom(
        '<!channel>',
        '<https://evil.example|click>',
        '@here',
        '[a](https://evil.example)',
        '![a](https://evil.example/x.png)',
        '&lt;!channel&gt;',
        '```',
        '\n',
        '"}],"text":"',
        'www.evil.example',
        'mailto:a@evil.example',
      ),
    ),
    { maxLength: 6 },
  )
  .map((pieces) => pieces.join(''))

test.for(['slack', 'teams'] as const)(
  'no log text calls anybody or makes a link or a part in %s',
  (format) => {
    const structure = (text: string) => {
      const samples = COUNTS.samples.map((sample) => ({
        ...sample,
        text: oneLine(text),
      }))
      const told = notification({
        counts: { ...COUNTS, samples },
        group: { project: 'eu', device_id: text },
      })
      const body = BODIES[format](outboxEntry({ mail: render(told, STATUS) }))
      return { keys: keysOf(body), texts: textsOf(body) }
    }
    const { keys, texts } = structure('benign')
    const links = (all: readonly string[]) =>
      all.flatMap((text) => text.match(ACTIVE[format]) ?? [])
    fc.assert(
      fc.property(hostile, (text) => {
        const made = structure(text)
        expect(made.keys).toEqual(keys)
        expect(links(made.texts)).toEqual(links(texts))
      }),
    )
  },
)

/** A line more is a part more in Teams, and harmless. */
function oneLine(text: string): string {
  return `x${text}`.replace(/[\s\u0085]+/g, ' ')
}

/** What a chat would act on: a link, a mention, and Slack's angle brackets. */
const ACTIVE = {
  slack: /\w+:\/\/[^\s>]+|(?<!\[)@\w+|<[^>]*>|\bwww\.\w/g,
  teams: /\w+:\/\/[^\s>]+|(?<!\[)@\w+|\bwww\.\w/g,
}

function keysOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(keysOf)
  if (typeof value !== 'object' || value === null) return typeof value
  return Object.entries(value).map(([key, inner]) => [key, keysOf(inner)])
}

function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(textsOf)
}

function breakOff(response: ServerResponse): void {
  response.write('o', () => response.destroy())
}

function drip(response: ServerResponse): void {
  const dripping = setInterval(() => response.write('x'), 10)
  response.on('close', () => clearInterval(dripping))
}

function webhook(
  url: string | WebhookReceiver['webhook']['url'],
  change: Partial<WebhookReceiver['webhook']> = {},
) {
  const given = typeof url === 'string' ? { value: url } : url
  const receiver = { name: 'ops', webhook: { url: given, format: 'json' as const, ...change } }
  const sender = createWebhook(receiver, () => START)
  onTestFinished(() => sender.close())
  return sender
}
