import { type Context, Hono } from 'hono'
import { accepts } from 'hono/accepts'
import { compress } from 'hono/compress'
import { HTTPException } from 'hono/http-exception'
import { methodNotAllowed } from 'hono/method-not-allowed'
import { secureHeaders } from 'hono/secure-headers'
import { configuredHeaders, OPEN, usersOnly, type WebSettings } from './access.ts'
import { assetRoutes } from './assets.ts'
import { limitBody } from './body-limit.ts'
import { changesOnly, refusalIn } from './guard.ts'
import { statusPage } from './page/page.ts'
import { type RuleView, rulePage } from './rule-page.ts'
import { type SilencePorts, silenceRoutes } from './silences.ts'
import type { EventView, Readiness, StatusView } from './status.ts'

/** What the web asks of the daemon. */
export interface WebPorts {
  /** Resolves when the values shown are durable. */
  metrics(
    format: 'text' | 'openmetrics',
  ): Promise<{ readonly body: string; readonly contentType: string }>
  ready(): Readiness
  status(): StatusView
  /** The latest errors, newest first. */
  events(): readonly EventView[]
  readonly silences: SilencePorts
  /** Absent where no rule has this name. */
  rule(name: string): RuleView | undefined
  /** Takes up the configuration anew; false where it is wrong and the old one goes on. */
  reload(): Promise<boolean>
  /** An answer could not be made: a bug of ours, to be logged. */
  failed(error: Error, path: string): void
}

/** Every address that tuyawatch answers at. */
export function createApp(ports: WebPorts, settings: WebSettings = OPEN): Hono {
  const app = new Hono()
  app.use(configuredHeaders(settings), SECURE_HEADERS, usersOnly(settings))
  app.use(limitBody, methodNotAllowed({ app }))
  app.get('/', (c) => c.html(pageFor(c, ports), 200, { 'Cache-Control': 'no-store' }))
  app.route('/assets', assetRoutes())
  app.get('/rules/:name', (c) => ruleAnswer(c, ports.rule(c.req.param('name'))))
  app.get('/metrics', compress(GZIP), async (c) => {
    const { body, contentType } = await ports.metrics(formatFor(c))
    return c.body(body, 200, { 'Content-Type': contentType, Vary: 'Accept' })
  })
  app.get('/-/healthy', (c) => c.text('tuyawatch is healthy.\n'))
  app.get('/-/ready', (c) => readyAnswer(c, ports.ready()))
  app.post('/-/reload', changesOnly, async (c) =>
    (await ports.reload()) ? c.text(RELOADED) : c.text(NOT_RELOADED, 400),
  )
  app.get('/api/v1/status', (c) => c.json(ports.status()))
  app.get('/api/v1/events', (c) => c.json({ events: ports.events() }))
  app.get('/api/v1/alerts', (c) => c.json({ alerts: ports.status().alerts }))
  app.route('/api/v1/silences', silenceRoutes(ports.silences))
  app.notFound((c) => c.text('Not found. Start at / or /metrics.\n', 404))
  app.onError((error, c) => errorAnswer(c, error, ports))
  return app
}

function pageFor(c: Context, ports: WebPorts) {
  return statusPage({
    status: ports.status(),
    events: ports.events(),
    mayChange: refusalIn(c) === undefined,
  })
}

const OWN = ["'self'"]

const SECURE_HEADERS = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    styleSrc: OWN,
    scriptSrc: OWN,
    imgSrc: OWN,
    connectSrc: OWN,
    formAction: OWN,
    baseUri: ["'none'"],
    frameAncestors: ["'none'"],
  },
  // With no referrer at all a browser keeps the Origin of our own forms to itself, too.
  referrerPolicy: 'same-origin',
  // A browser would take it for all of the host's ports; who wants it sets it in the web configuration.
  strictTransportSecurity: false,
})

const RELOADED = 'The configuration was reloaded.\n'
const NOT_RELOADED =
  'The configuration was not reloaded; the last good one goes on. The log of tuyawatch says why.\n'

function ruleAnswer(c: Context, rule: RuleView | undefined) {
  return rule ? c.html(rulePage(rule)) : c.text('No rule has this name now.\n', 404)
}

/** Prometheus prefers OpenMetrics by the order and weights of its Accept header; people and curl get text. */
function formatFor(c: Context): 'text' | 'openmetrics' {
  const wanted = accepts(c, {
    header: 'Accept',
    supports: ['text/plain', 'application/openmetrics-text'],
    default: 'text/plain',
  })
  return wanted === 'application/openmetrics-text' ? 'openmetrics' : 'text'
}

/** Scrapers ask for it; a thousand series are a tenth of their size then. */
const GZIP = { encoding: 'gzip', contentTypeFilter: () => true } as const

/** A probe without a password is told whether, and not why. */
function readyAnswer(c: Context, { ready, reasons, remarks = [] }: Readiness): Response {
  if (c.get('isStranger')) return ready ? c.text(READY) : c.text(NOT_READY, 503)
  if (ready) return c.text([READY, ...remarks.map((remark) => `${remark}\n`)].join(''))
  return c.text(`tuyawatch is not ready: ${reasons.join('; ')}\n`, 503)
}

const READY = 'tuyawatch is ready.\n'
const NOT_READY = 'tuyawatch is not ready.\n'

function errorAnswer(c: Context, error: Error, ports: WebPorts): Response {
  if (error instanceof HTTPException) return error.getResponse()
  ports.failed(error, c.req.path)
  return c.text('tuyawatch could not make this answer; its log says why.\n', 500)
}
