import { expect, test } from 'vitest'
import { createApp } from '../../src/web/app.ts'
import { refusalOf } from '../../src/web/guard.ts'
import type { SilencePorts } from '../../src/web/silences.ts'
import { fakePorts, statusWith } from './support.ts'

const LOCAL = { host: '127.0.0.1:9877' }

test.for<{ peer?: string; headers: Record<string, string>; refusal?: string; why: string }>([
  { peer: '127.0.0.1', headers: LOCAL, why: 'a program here' },
  { peer: '::1', headers: { host: '[::1]:9877' }, why: 'over IPv6' },
  { peer: '::ffff:127.0.0.1', headers: { host: 'localhost' }, why: 'IPv4 over an IPv6 socket' },
  {
    peer: '127.0.0.1',
    headers: { ...LOCAL, origin: 'http://127.0.0.1:9877' },
    why: 'its own page',
  },
  { peer: '10.0.0.7', headers: LOCAL, refusal: 'not_from_loopback', why: 'from elsewhere' },
  { peer: '127.0.0.1.evil', headers: LOCAL, refusal: 'not_from_loopback', why: 'no address' },
  { headers: LOCAL, refusal: 'not_from_loopback', why: 'nobody knows from where' },
  {
    peer: '127.0.0.1',
    headers: { ...LOCAL, 'x-forwarded-for': '10.0.0.7' },
    refusal: 'forwarded',
    why: 'through a proxy here',
  },
  {
    peer: '127.0.0.1',
    headers: { host: 'evil.example:9877' },
    refusal: 'foreign_host',
    why: 'a name that was made to point here',
  },
  {
    peer: '127.0.0.1',
    headers: { host: '127.0.0.1.evil.example' },
    refusal: 'foreign_host',
    why: 'a name like an address',
  },
  { peer: '127.0.0.1', headers: {}, refusal: 'foreign_host', why: 'no host' },
  {
    peer: '127.0.0.1',
    headers: { ...LOCAL, origin: 'http://evil.example' },
    refusal: 'foreign_origin',
    why: 'another page in a browser here',
  },
  {
    peer: '127.0.0.1',
    headers: { ...LOCAL, origin: 'http://127.0.0.1:3000' },
    refusal: 'foreign_origin',
    why: 'another program’s page here',
  },
  {
    peer: '127.0.0.1',
    headers: { ...LOCAL, origin: 'null' },
    refusal: 'foreign_origin',
    why: 'a page of no origin',
  },
])('$refusal: $why', ({ peer, headers, refusal }) => {
  const ownOrigins = [`http://${headers['host']}`]
  expect(refusalOf({ peer, header: (name) => headers[name], ownOrigins })).toBe(refusal)
})

const json = { 'content-type': 'application/json' }

function ask(
  method: string,
  path: string,
  headers: object,
  peer: string,
  ports: Partial<SilencePorts> = {},
) {
  const silences = { ...fakePorts().silences, ...ports }
  const body = method === 'POST' ? '{"match":{}}' : undefined
  const init = { method, headers: { ...LOCAL, ...headers }, ...(body && { body }) }
  const env = { incoming: { socket: { remoteAddress: peer } } }
  return createApp(fakePorts({ silences })).request(`/api/v1/silences${path}`, init, env)
}

const made = {
  id: 'a1',
  match: { code: ['2001'] },
  until: new Date('2026-11-24T13:00:00Z'),
  state: 'active',
  madeBy: 'api',
} as const

test('everybody may read them', async () => {
  const response = await ask('GET', '', {}, '10.0.0.7', { list: () => [made] })
  expect(response.status).toBe(200)
  expect(await response.json()).toMatchObject({
    silences: [{ id: 'a1', until: '2026-11-24T13:00:00.000Z' }],
  })
})

test.for([
  { method: 'POST', path: '' },
  { method: 'DELETE', path: '/a1' },
])('$method from elsewhere is refused, and nothing happens', async ({ method, path }) => {
  const never = () => {
    throw new Error('it must not come to this')
  }
  const response = await ask(method, path, json, '10.0.0.7', { add: never, expire: never })
  expect(response.status).toBe(403)
  expect(await response.text()).toContain('only this machine')
})

test.for([
  { added: { ok: true, silence: made } as const, status: 201 },
  { added: { ok: false, problems: ['until: expected …'] } as const, status: 400 },
])('what is made answers $status', async ({ added, status }) => {
  const response = await ask('POST', '', json, '127.0.0.1', { add: async () => added })
  expect(response.status).toBe(status)
})

test('a plain form of a page is refused: a body must say that it is JSON', async () => {
  const headers = { 'content-type': 'text/plain' }
  expect((await ask('POST', '', headers, '127.0.0.1')).status).toBe(415)
})

test.for([
  { outcome: 'expired', status: 204 },
  { outcome: 'unknown', status: 404 },
  { outcome: 'configured', status: 409 },
] as const)('an end that is $outcome answers $status', async ({ outcome, status }) => {
  const expire = async () => outcome
  expect((await ask('DELETE', '/a1', {}, '127.0.0.1', { expire })).status).toBe(status)
})

test('the page shows what is silenced, and why an alert is not told, without their markup', async () => {
  const status = () =>
    statusWith({
      silences: [{ ...made, reason: '<b>works</b>' }],
      alerts: statusWith({}).alerts.map((alert) => ({ ...alert, held: 'explained' as const })),
    })
  const page = await (await createApp(fakePorts({ status })).request('/')).text()
  expect(page).toContain('<h2>Silences</h2>')
  expect(page).toContain('code=2001')
  expect(page).toContain('&lt;b&gt;works&lt;/b&gt;')
  expect(page).toContain('firing (explained by another alert)')
  expect(await (await createApp(fakePorts()).request('/')).text()).not.toContain('Silences')
})
