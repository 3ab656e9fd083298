import { gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { createApp } from '../../src/web/app.ts'
import { fakePorts } from './support.ts'

describe('/metrics chooses its format by the Accept header', () => {
  test.for([
    { accept: undefined, format: 'text', why: 'curl asks for nothing' },
    { accept: '*/*', format: 'text', why: 'anything will do' },
    { accept: 'text/html,application/xhtml+xml,*/*;q=0.8', format: 'text', why: 'a browser' },
    { accept: 'application/openmetrics-text', format: 'openmetrics', why: 'it is asked for' },
    {
      accept:
        'application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1',
      format: 'openmetrics',
      why: 'Prometheus 2 prefers it',
    },
    {
      accept:
        'application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited;q=0.6,application/openmetrics-text;version=1.0.0;q=0.5,text/plain;version=0.0.4;q=0.3,*/*;q=0.1',
      format: 'openmetrics',
      why: 'what it prefers above is not spoken here',
    },
    {
      accept: 'application/openmetrics-text;q=0.4, text/plain;q=0.5',
      format: 'text',
      why: 'the heavier weight wins, whatever the order',
    },
    {
      accept: 'application/openmetrics-text;q=0',
      format: 'text',
      why: 'a weight of zero is a refusal',
    },
  ])('$format: $why', async ({ accept, format }) => {
    const headers = accept === undefined ? {} : { accept }
    const response = await createApp(fakePorts()).request('/metrics', { headers })
    expect(await response.text()).toBe(`as ${format}`)
    expect(response.headers.get('content-type')).toBe(`type/${format}`)
    expect(response.headers.get('vary')).toBe('Accept, Accept-Encoding')
  })
})

test('/metrics is compressed for whom that asks for it, whatever its format.', async () => {
  const body = 'tuya_errors_total 1\n'.repeat(100)
  const metrics = async () => ({ body, contentType: 'application/openmetrics-text' })
  const ask = (coding: string) =>
    createApp(fakePorts({ metrics })).request('/metrics', {
      headers: { 'accept-encoding': coding },
    })
  const packed = await ask('gzip')
  expect(packed.headers.get('content-encoding')).toBe('gzip')
  expect(gunzipSync(await packed.arrayBuffer()).toString()).toBe(body)
  expect(await (await ask('identity')).text()).toBe(body)
})

test.for(['/', '/metrics', '/-/healthy', '/api/v1/status', '/api/v1/events', '/assets/live.js'])(
  'HEAD %s has the status and headers of GET and no body.',
  async (path) => {
    const app = createApp(fakePorts())
    const got = await app.request(path)
    const head = await app.request(path, { method: 'HEAD' })
    expect(head.status).toBe(got.status)
    expect(head.headers.get('content-type')).toBe(got.headers.get('content-type'))
    expect(await head.text()).toBe('')
  },
)

test.for([
  { method: 'POST', path: '/metrics', status: 405 },
  { method: 'DELETE', path: '/', status: 405 },
  { method: 'PUT', path: '/api/v1/alerts', status: 405 },
  { method: 'GET', path: '/-/reload', status: 405 },
  { method: 'OPTIONS', path: '/metrics', status: 405 },
  { method: 'OPTIONS', path: '/api/v1/silences', status: 405 },
  { method: 'POST', path: '/-/reload', status: 403 },
  { method: 'GET', path: '/nothing/here', status: 404 },
  { method: 'GET', path: '/-/healthy', status: 200 },
  { method: 'GET', path: '/-/ready', status: 200 },
])('$method $path answers $status.', async ({ method, path, status }) => {
  expect((await createApp(fakePorts()).request(path, { method })).status).toBe(status)
})

test('A wrong method is told which methods are right.', async () => {
  const response = await createApp(fakePorts()).request('/metrics', { method: 'POST' })
  expect(response.headers.get('allow')).toBe('GET, HEAD')
})

test('A daemon whose mail server is away is ready, and says so.', async () => {
  const ready = () => ({ ready: true, reasons: [], remarks: ['Receiver ops has failed.'] })
  const response = await createApp(fakePorts({ ready })).request('/-/ready')
  expect(response.status).toBe(200)
  expect(await response.text()).toBe('tuyawatch is ready.\nReceiver ops has failed.\n')
})

test('A daemon that is not ready says why, with 503.', async () => {
  const ready = () => ({ ready: false, reasons: ['no file opened yet', 'state not loaded'] })
  const response = await createApp(fakePorts({ ready })).request('/-/ready')
  expect(response.status).toBe(503)
  expect(await response.text()).toContain('no file opened yet; state not loaded')
})

test('A body that is too large is refused unread.', async () => {
  const ask = (headers: Record<string, string>) =>
    createApp(fakePorts()).request('/-/reload', { method: 'POST', headers })
  expect((await ask({ 'content-length': '100000' })).status).toBe(413)
  expect((await ask({ 'transfer-encoding': 'chunked' })).status).toBe(411)
})

test('A bug behind an answer is reported inside and not shown outside.', async () => {
  const failures: string[] = []
  const ports = fakePorts({
    status: () => {
      throw new Error('the secret is 1234')
    },
    failed: (error, path) => failures.push(`${path}: ${error.message}`),
  })
  const response = await createApp(ports).request('/api/v1/status')
  expect(response.status).toBe(500)
  expect(await response.text()).not.toContain('1234')
  expect(failures).toEqual(['/api/v1/status: the secret is 1234'])
})

test('The JSON says times in ISO 8601.', async () => {
  const response = await createApp(fakePorts()).request('/api/v1/alerts')
  expect(await response.json()).toMatchObject({
    alerts: [{ rule: 'quota', state: 'firing', since: '2026-03-01T10:00:00.000Z' }],
  })
})

test('The latest errors are there as JSON.', async () => {
  const event = {
    at: new Date('2026-03-01T10:04:00Z'),
    source: 'billing',
    project: 'eu',
    code: '1010',
    category: 'auth',
    severity: 'warning',
    message: 'token invalid',
    text: 'the line',
  } as const
  const response = await createApp(fakePorts({ events: () => [event] })).request('/api/v1/events')
  expect(await response.json()).toEqual({ events: [{ ...event, at: '2026-03-01T10:04:00.000Z' }] })
})
