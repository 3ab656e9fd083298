import { createServer, type RequestListener, type Server } from 'node:http'
import type { Server as TlsServer } from 'node:https'
import type { Socket } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import type { Millis } from '../types/time.ts'
import { OPEN, type WebSettings } from './access.ts'
import { createApp, type WebPorts } from './app.ts'
import { createTlsServer } from './tls.ts'

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
export async function listen(
  address: Address,
  ports: WebPorts,
  settings: WebSettings = OPEN,
  limits: Limits = LIMITS,
): Promise<Listening> {
  const { fetch } = createApp(ports, settings)
  const listener = getRequestListener(fetch, { overrideGlobalObjects: false })
  const server = serverOf(settings, limits, listener)
  server.maxConnections = limits.connectionsMax
  server.timeout = limits.silenceMax
  const { promise, resolve } = Promise.withResolvers<Listening>()
  server.once('error', (error) => resolve(refusalOf(error, address)))
  server.listen(address.port, address.host, () => resolve(listeningAt(server, address.host)))
  return await promise
}

/** Lengths of time in milliseconds. */
export interface Limits {
  /** From the first byte of a request to the end of its headers. */
  readonly headersTimeout: Millis
  /** From its first byte to its last. */
  readonly requestTimeout: Millis
  /** How often both are looked at. */
  readonly connectionsCheckingInterval: Millis
  /** A connection without a byte in either direction is closed: a client that does not read its answer, too. */
  readonly silenceMax: Millis
  readonly connectionsMax: number
}

const LIMITS: Limits = {
  // A slow client holds a connection no longer than this; Prometheus itself gives up after 10 s.
  headersTimeout: 10_000,
  requestTimeout: 15_000,
  connectionsCheckingInterval: 5_000,
  silenceMax: 30_000,
  // A few scrapers and a few people; more is a mistake or an attack and must not take the tailer's file descriptors.
  connectionsMax: 256,
}

/** Requests under way may finish this long when the daemon stops. */
const CLOSING_MAX_MS = 2_000
const CLOSING_STEP_MS = 20

type AnyServer = Server | TlsServer

function serverOf({ current }: WebSettings, limits: Limits, listener: RequestListener): AnyServer {
  const { tls } = current()
  return tls
    ? createTlsServer(tls, current, { ...limits }, listener)
    : createServer(limits, listener)
}

function listeningAt(server: AnyServer, host: string): Listening {
  const sockets = openSockets(server)
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const name = host.includes(':') ? `[${host}]` : host
  const scheme = 'setSecureContext' in server ? 'https' : 'http'
  return { ok: true, url: `${scheme}://${name}:${port}`, port, close: () => close(server, sockets) }
}

/** Those in the middle of a handshake, too, which the server counts as none of its own yet. */
function openSockets(server: AnyServer): ReadonlySet<Socket> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  return sockets
}

/** A connection is kept alive after its answer, so the idle ones are closed again and again until none is left. */
async function close(server: AnyServer, sockets: ReadonlySet<Socket>): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  server.close(() => resolve())
  const idle = setInterval(() => server.closeIdleConnections(), CLOSING_STEP_MS)
  const cut = setTimeout(() => {
    for (const socket of sockets) socket.destroy()
  }, CLOSING_MAX_MS)
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
