import { expect, test } from 'vitest'
import { createApp } from '../../src/web/app.ts'
import { refusalOf } from '../../src/web/guard.ts'
import type { SilencePorts } from '../../src/web/silences.ts'
import { fakePorts } from './support.ts'

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
  body = method === 'POST' ? '{"match":{}}' : undefined,
) {
  const silences = { ...fakePorts().silences, ...ports }
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

const form = { 'content-type': 'application/x-www-form-urlencoded' }
const fromOurs = { ...form, origin: 'http://127.0.0.1:9877' }

test('a form of the status page makes a silence, and its answer leads back', async () => {
  let asked: unknown
  const add = async (form: unknown) => {
    asked = form
    return { ok: true, silence: made } as const
  }
  const body = 'rule=auth-failing&project=eu+prod&for=4h'
  const response = await ask('POST', '', fromOurs, '127.0.0.1', { add }, body)
  expect(response.status).toBe(303)
  expect(response.headers.get('location')).toBe('../../#silences')
  expect(asked).toEqual({
    match: { rule: ['auth-failing'], project: ['eu prod'] },
    until: '2026-03-01T14:05:00.000Z',
    reason: 'by the status page',
  })
})

test('a form of the status page ends a silence', async () => {
  const ended: string[] = []
  const expire = async (id: string) => {
    ended.push(id)
    return 'expired' as const
  }
  const response = await ask('POST', '/a1/expire', fromOurs, '127.0.0.1', { expire }, '')
  expect(response.status).toBe(303)
  expect(ended).toEqual(['a1'])
})

test.for([
  { path: '', headers: form, why: 'without an Origin' },
  { path: '', headers: { ...form, origin: 'http://evil.example' }, why: 'of another page' },
  { path: '/a1/expire', headers: { ...form, origin: 'null' }, why: 'of no page' },
  { path: '/a1/expire', headers: form, why: 'without an Origin' },
])('a form $why is refused at $path, and nothing happens', async ({ path, headers }) => {
  const never = () => {
    throw new Error('it must not come to this')
  }
  const ports = { add: never, expire: never }
  expect((await ask('POST', path, headers, '127.0.0.1', ports, 'for=1h')).status).toBe(403)
})
