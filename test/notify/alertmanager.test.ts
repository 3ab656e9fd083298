import { expect, onTestFinished, test } from 'vitest'
import { alertOf, END_GRACE, RESEND_EVERY } from '../../src/notify/alert.ts'
import { createAlertmanager } from '../../src/notify/alertmanager.ts'
import { render } from '../../src/notify/render.ts'
import type { Notification } from '../../src/types/notification.ts'
import { HOUR, type Millis } from '../../src/types/time.ts'
import { NO_ALERTMANAGER, startAlertmanager } from '../support/alertmanager.ts'
import { until } from '../support/process.ts'
import { CONTEXT, digest, notification, outboxEntry, PAYLOAD, START } from './fixtures.ts'
import { startHttp } from './http-server.ts'

const [INCIDENT] = PAYLOAD.incidents
if (!INCIDENT) throw new Error('the payload has an incident')
const RESOLVED = { at: START + HOUR, by: 'evidence' } as const

test('an alert has the rule’s and the group’s labels, and no name of an instance', () => {
  expect(alertOf(PAYLOAD, INCIDENT, START)).toEqual({
    labels: {
      alertname: 'token-failing',
      severity: 'warning',
      project: 'eu-prod',
      job: 'tuyawatch',
    },
    annotations: {
      summary: PAYLOAD.title,
      description:
        'The access token is no longer valid.\n1. Check that one process renews the token.\n2. Compare the clocks.',
      who: 'developer',
      runbook_url: 'https://runbooks.example.com/tuya/token',
      seen_by: 'host-1',
    },
    startsAt: '2026-11-24T10:19:30.000Z',
  })
})

test('a group by severity does not change how the alert is routed', () => {
  const { labels } = alertOf(PAYLOAD, { ...INCIDENT, group: { severity: 'info' } }, START)
  expect(labels).toMatchObject({ severity: 'warning', error_severity: 'info' })
})

test('the status page is where an alert comes from', () => {
  const { payload } = render(notification(), { ...CONTEXT, statusUrl: 'https://w.example.com/' })
  expect(alertOf(payload, INCIDENT, START).generatorURL).toBe('https://w.example.com/')
})

test('what goes on is sent again in a minute; what is over, with an end in the near future, once', async () => {
  const server = await startHttp()
  const sender = alertmanager(`${server.url}/prefix/`, START)
  const firing = entryFor(notification())
  expect(await sender.send(firing)).toEqual({
    entry: firing.id,
    outcome: 'sent',
    repeatAfter: RESEND_EVERY,
  })
  const over = entryFor(notification({ kind: 'resolved', resolved: RESOLVED }))
  expect(await sender.send(over)).toEqual({ entry: over.id, outcome: 'sent' })
  expect(server.received.map(({ path }) => path)).toEqual(Array(2).fill('/prefix/api/v2/alerts'))
  const [first, last] = server.received.map(({ body }) => JSON.parse(body)[0])
  expect(first).not.toHaveProperty('endsAt')
  expect(last.endsAt).toBe(new Date(START + END_GRACE).toISOString())
})

test('a digest tells of what is over already, so nothing is sent', async () => {
  const server = await startHttp()
  const entry = entryFor(digest())
  const sender = alertmanager(server.url)
  expect(await sender.send(entry)).toEqual({ entry: entry.id, outcome: 'sent' })
  expect(server.received).toEqual([])
})

test('an Alertmanager that does not answer well is a failure', async () => {
  const { url } = await startHttp((response) => response.writeHead(503).end('starting'))
  const sender = alertmanager(url)
  expect(await sender.verify()).toMatchObject({ detail: 'HTTP 503: starting' })
  expect(await sender.send(outboxEntry())).toMatchObject({ reason: 'rejected_temporarily' })
})

test.skipIf(NO_ALERTMANAGER)(
  'two sidecars that see one incident are one alert, told once, and over when both are done (a real Alertmanager)',
  async () => {
    const people = await startHttp()
    const url = await startAlertmanager(people.url)
    const told = () => people.received.map(({ body }) => JSON.parse(body).status)
    const firedAt = Date.now() - HOUR
    const [a, b] = ['pod-a', 'pod-b'].map((instance) => sidecar(url, instance, firedAt))

    expect(await alertmanager(url).verify()).toBeUndefined()
    await a?.send('firing')
    await b?.send('firing')
    await until('people to be told', () => told().length > 0)
    expect(await alertsOf(url)).toMatchObject([
      { annotations: { seen_by: 'pod-b' }, labels: { project: 'eu-prod' } },
    ])

    await a?.send('resolved')
    await b?.send('firing')
    const [goesOn] = await alertsOf(url)
    expect(Date.parse(goesOn?.endsAt ?? '')).toBeGreaterThan(Date.now() + END_GRACE)
    expect(told()).toEqual(['firing'])

    // As if all of it had happened a while ago: both ends lie in the past now.
    await a?.send('resolved', -2 * END_GRACE)
    await b?.send('resolved', -2 * END_GRACE)
    await until('people to be told of the end', () => told().at(-1) === 'resolved')
    expect(told()).toEqual(['firing', 'resolved'])
  },
)

function sidecar(url: string, instance: string, firedAt: Millis) {
  return {
    async send(kind: 'firing' | 'resolved', shift: Millis = 0) {
      const over = kind === 'resolved' && { resolved: { ...RESOLVED, at: firedAt } }
      const incident = `${instance}/${firedAt}`
      const one = notification({ kind, firedAt, since: firedAt, incident, ...over })
      const entry = entryFor(one, instance)
      const delivery = await alertmanager(url, Date.now() + shift).send(entry)
      expect(delivery.outcome).toBe('sent')
    },
  }
}

async function alertsOf(url: string) {
  const response = await fetch(`${url}/api/v2/alerts`)
  return (await response.json()) as { annotations: object; labels: object; endsAt: string }[]
}

function entryFor(told: Notification | ReturnType<typeof digest>, instance = 'host-1') {
  const mail = render(told, { ...CONTEXT, instance })
  return outboxEntry({ id: mail.messageId, kind: told.kind, mail })
}

function alertmanager(url: string, now: Millis = START) {
  const sender = createAlertmanager({ name: 'fleet', alertmanager: { url } }, () => now)
  onTestFinished(() => sender.close())
  return sender
}
