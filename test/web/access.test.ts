import { hashSync } from 'bcryptjs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { WebConfig } from '../../src/types/web-config.ts'
import { createApp } from '../../src/web/app.ts'
import { take } from '../../src/web/bucket.ts'
import { createPasswords } from '../../src/web/passwords.ts'
import { fakePorts } from './support.ts'

/** The lowest cost that there is: nobody waits for a test. */
const hash = (password: string) => hashSync(password, 4)

const users = new Map([
  ['prometheus', hash('right')],
  ['müller', hash('pässword')],
])

function appWith(web: Partial<WebConfig>, externalUrl?: string) {
  const ports = fakePorts({
    ready: () => ({ ready: true, reasons: [], remarks: ['Receiver ops has failed.'] }),
  })
  const current = () => ({ headers: {}, users: new Map(), files: [], ...web })
  return createApp(ports, { current, ...(externalUrl && { externalUrl }) })
}

function basic(name: string, password: string) {
  return { authorization: `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}` }
}

const elsewhere = { incoming: { socket: { remoteAddress: '10.0.0.7' } } }
const here = { incoming: { socket: { remoteAddress: '127.0.0.1' } } }

test.for([
  { why: 'the right password', headers: basic('prometheus', 'right'), status: 200 },
  { why: 'one in another alphabet', headers: basic('müller', 'pässword'), status: 200 },
  { why: 'no password', headers: {}, status: 401 },
  { why: 'a wrong password', headers: basic('prometheus', 'wrong'), status: 401 },
  { why: 'the password of somebody else', headers: basic('prometheus', 'pässword'), status: 401 },
  { why: 'nobody who is known', headers: basic('nobody', 'right'), status: 401 },
  { why: 'a name that every object has', headers: basic('constructor', 'right'), status: 401 },
  { why: 'something that is no password', headers: { authorization: 'Bearer x' }, status: 401 },
  { why: 'a password that is no base64', headers: { authorization: 'Basic ???' }, status: 401 },
])('with $why every address answers $status', async ({ headers, status }) => {
  const app = appWith({ users })
  for (const path of ['/', '/metrics', '/api/v1/status', '/api/v1/silences']) {
    const response = await app.request(path, { headers }, here)
    expect(response.status, path).toBe(status)
    expect(response.headers.get('www-authenticate'), path).toEqual(
      status === 401 ? 'Basic realm="tuyawatch", charset="UTF-8"' : null,
    )
  }
})

test('an address that does not exist is no secret to users only', async () => {
  expect((await appWith({ users }).request('/nothing')).status).toBe(401)
})

test('probes need no password, and learn nothing but yes or no', async () => {
  const app = appWith({ users })
  expect((await app.request('/-/healthy')).status).toBe(200)
  expect(await (await app.request('/-/ready')).text()).toBe('tuyawatch is ready.\n')
  const headers = basic('prometheus', 'right')
  expect(await (await app.request('/-/ready', { headers })).text()).toContain('ops has failed')
})

test.for([
  {
    why: 'a user from elsewhere',
    env: elsewhere,
    headers: basic('prometheus', 'right'),
    status: 200,
  },
  {
    why: 'somebody here without a password',
    env: here,
    headers: { host: '127.0.0.1' },
    status: 401,
  },
  {
    why: 'a page of another origin with a password that a browser has kept',
    env: elsewhere,
    headers: { ...basic('prometheus', 'right'), host: 'watch:9877', origin: 'http://evil.example' },
    status: 403,
  },
  {
    why: 'the page itself',
    env: elsewhere,
    headers: { ...basic('prometheus', 'right'), host: 'watch:9877', origin: 'http://watch:9877' },
    status: 200,
  },
  {
    why: 'the page behind a proxy that adds TLS',
    env: elsewhere,
    headers: {
      ...basic('prometheus', 'right'),
      host: 'watch:9877',
      origin: 'https://watch.example.com',
      'x-forwarded-for': '10.0.0.7',
    },
    status: 200,
  },
])('where there are users, a reload by $why answers $status', async ({ env, headers, status }) => {
  const app = appWith({ users }, 'https://watch.example.com/tuya')
  const init = { method: 'POST', headers: headers as Record<string, string> }
  expect((await app.request('http://watch:9877/-/reload', init, env)).status).toBe(status)
})

test('headers of the file come over our own, and an empty one takes ours away', async () => {
  const headers = { 'Strict-Transport-Security': 'max-age=1', 'X-Frame-Options': '' }
  const app = appWith({ headers, users })
  for (const path of ['/', '/-/healthy', '/nothing']) {
    const response = await app.request(path)
    expect(response.headers.get('strict-transport-security')).toBe('max-age=1')
    expect(response.headers.get('x-frame-options')).toBeNull()
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
  }
})

test('beyond the rate limit the answer is 429, but to probes', async () => {
  const app = appWith({ rateLimit: { intervalMs: 3_600_000, burst: 2 } })
  const statuses = []
  for (const path of ['/metrics', '/', '/metrics', '/-/healthy'])
    statuses.push((await app.request(path)).status)
  expect(statuses).toEqual([200, 200, 429, 200])
})

test('a bucket grants its burst and then one an interval, whenever it is asked', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 5_000 }), { maxLength: 60 }),
      fc.integer({ min: 1, max: 5 }),
      (pauses, burst) => {
        let bucket: ReturnType<typeof take>['bucket'] | undefined
        let now = 0
        let granted = 0
        for (const pause of pauses) {
          now += pause
          const taken = take(bucket, { intervalMs: 1_000, burst }, now)
          bucket = taken.bucket
          granted += Number(taken.granted)
        }
        expect(granted).toBeLessThanOrEqual(burst + now / 1_000)
        expect(granted).toBeGreaterThanOrEqual(Math.min(pauses.length, burst))
      },
    ),
  )
})

/** Counts how often bcrypt had to work. */
function countingPasswords(held?: Promise<void>) {
  const asked: string[] = []
  const verdictOn = createPasswords(async (password, hashed) => {
    asked.push(hashed)
    await held
    return hashed === `hash of ${password}`
  })
  return { asked, verdictOn }
}

const known = new Map([['a', 'hash of x']])

test('a password is hashed once, and again when the hash of the name has changed', async () => {
  const { asked, verdictOn } = countingPasswords()
  const verdicts = []
  for (const [all, password] of [
    [known, 'x'],
    [known, 'x'],
    [known, 'y'],
    [known, 'y'],
    [new Map([['a', 'hash of y']]), 'y'],
    [new Map([['a', 'hash of y']]), 'x'],
  ] as const)
    verdicts.push(await verdictOn(all, 'a', password))
  expect(verdicts).toEqual(['right', 'right', 'wrong', 'wrong', 'right', 'wrong'])
  expect(asked).toHaveLength(4)
})

test('a name that nobody has costs the same work, and is wrong even with a right password', async () => {
  const { asked, verdictOn } = countingPasswords()
  expect(await verdictOn(known, 'nobody', 'x')).toBe('wrong')
  expect(asked).toEqual(['hash of x'])
})

test('strange passwords wait in a short line, and right ones that are known do not', async () => {
  const { promise: held, resolve: release } = Promise.withResolvers<void>()
  const free = countingPasswords(held)
  const first = free.verdictOn(known, 'a', 'x')
  const crowd = Array.from({ length: 20 }, (_, i) => free.verdictOn(known, 'a', `guess ${i}`))
  const refused = await Promise.all(crowd.slice(10))
  expect(new Set(refused)).toEqual(new Set(['busy']))
  release()
  expect(await first).toBe('right')
  expect(free.asked.length).toBeLessThanOrEqual(10)
  expect(await free.verdictOn(known, 'a', 'x')).toBe('right')
  await Promise.all(crowd)
})

test('many wrong passwords push no right one out', async () => {
  const { asked, verdictOn } = countingPasswords()
  await verdictOn(known, 'a', 'x')
  for (let i = 0; i < 500; i++) await verdictOn(known, 'a', `guess ${i}`)
  const before = asked.length
  expect(await verdictOn(known, 'a', 'x')).toBe('right')
  expect(asked).toHaveLength(before)
})
