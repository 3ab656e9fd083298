import { createServer, type Server } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { createApp, type WebPorts } from './app.ts'

export interface Address {
  readonly host: string
  /** 0 takes a free port. */
  readonly port: number
}

/** Why an address could not be taken: somebody has it, this machine does not have it, it is not for us, or it is no address. */
export type ListenFailure = 'in_use' | 'not_available' | 'not_permitted' | 'unknown_host' | 'other'

export type Listening =
  | { readonly ok: true; readonly url: string; readonly port: number; close(): Promise<void> }
  | { readonly ok: false; readonly reason: ListenFailure; readonly message: string }

/** Takes the address and answers there. Never rejects: an address that cannot be taken is an answer with its reason. */
export async function listen(address: Address, ports: WebPorts): Promise<Listening> {
  const { fetch } = createApp(ports)
  const server = createServer(LIMITS, getRequestListener(fetch, { overrideGlobalObjects: false }))
  server.maxConnections = CONNECTIONS_MAX
  server.timeout = SILENCE_MAX_MS
  const { promise, resolve } = Promise.withResolvers<Listening>()
  server.once('error', (error) => resolve(refusalOf(error, address)))
  server.listen(address.port, address.host, () => resolve(listeningAt(server, address.host)))
  return await promise
}

/** A slow client holds a connection no longer than this; Prometheus itself gives up after 10 s. */
const LIMITS = {
  headersTimeout: 10_000,
  requestTimeout: 15_000,
  connectionsCheckingInterval: 5_000,
}

/** A connection without a byte in either direction is closed: a client that does not read its answer, too. */
const SILENCE_MAX_MS = 30_000

/** A few scrapers and a few people; more is a mistake or an attack and must not take the tailer's file descriptors. */
const CONNECTIONS_MAX = 256

/** Requests under way may finish this long when the daemon stops. */
const CLOSING_MAX_MS = 2_000
const CLOSING_STEP_MS = 20

function listeningAt(server: Server, host: string): Listening {
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const name = host.includes(':') ? `[${host}]` : host
  return { ok: true, url: `http://${name}:${port}`, port, close: () => close(server) }
}

/** A connection is kept alive after its answer, so the idle ones are closed again and again until none is left. */
async function close(server: Server): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  server.close(() => resolve())
  const idle = setInterval(() => server.closeIdleConnections(), CLOSING_STEP_MS)
  const cut = setTimeout(() => server.closeAllConnections(), CLOSING_MAX_MS)
  await promise
  clearInterval(idle)
  clearTimeout(cut)
}

function refusalOf(error: NodeJS.ErrnoException, { host, port }: Address): Listening {
  const { reason, words } = REFUSALS[error.code ?? ''] ?? { reason: 'other', words: error.message }
  return { ok: false, reason, message: `cannot listen on ${host}:${port}: ${words}` }
}

const REFUSALS: Readonly<
  Record<string, { readonly reason: ListenFailure; readonly words: string }>
> = {
  EADDRINUSE: { reason: 'in_use', words: 'another program has this port' },
  EADDRNOTAVAIL: { reason: 'not_available', words: 'this machine has no such address' },
  EACCES: { reason: 'not_permitted', words: 'this user may not take this port' },
  ENOTFOUND: { reason: 'unknown_host', words: 'this host name is not known' },
}
