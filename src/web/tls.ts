import { randomBytes } from 'node:crypto'
import type { RequestListener } from 'node:http'
import { createServer, type Server, type ServerOptions } from 'node:https'
import type { TLSSocket } from 'node:tls'
import type { TlsConfig, WebConfig } from '../types/web-config.ts'

/** A client that has not finished the handshake by then is cut off. */
const HANDSHAKE_MAX_MS = 10_000

/**
 * A server whose every connection is made with the certificates as they are then, and with whom the policy of then admits.
 * Whether certificates are asked for at all stays as it is at the start.
 */
export function createTlsServer(
  tls: TlsConfig,
  current: () => WebConfig,
  options: ServerOptions,
  listener: RequestListener,
): Server {
  let known = tls
  const server = createServer(
    {
      ...options,
      ...tls.options,
      handshakeTimeout: HANDSHAKE_MAX_MS,
      requestCert: tls.clientAuth !== 'NoClientCert',
      // Who is admitted is decided below, by a policy that can change.
      rejectUnauthorized: false,
    },
    listener,
  )
  server.prependListener('connection', () => {
    const now = current().tls ?? known
    if (now === known) return
    known = now
    // New keys for tickets: a session that was begun under another policy is not taken up again.
    server.setSecureContext({ ...now.options, ticketKeys: randomBytes(TICKET_KEYS_BYTES) })
  })
  server.prependListener('secureConnection', (socket: TLSSocket) => {
    if (!isAdmitted(known, socket)) socket.destroy()
  })
  return server
}

/** https://nodejs.org/api/tls.html: `ticketKeys` is 48 bytes. */
const TICKET_KEYS_BYTES = 48

function isAdmitted({ clientAuth, clientAllowedSans }: TlsConfig, socket: TLSSocket): boolean {
  const isGiven = Object.keys(socket.getPeerCertificate() ?? {}).length > 0
  const isNamed = () => clientAllowedSans === undefined || clientAllowedSans.some(isIn(socket))
  switch (clientAuth) {
    case 'NoClientCert':
    case 'RequestClientCert':
      return true
    case 'VerifyClientCertIfGiven':
      return !isGiven || socket.authorized
    case 'RequireAnyClientCert':
      return isGiven && isNamed()
    case 'RequireAndVerifyClientCert':
      return isGiven && socket.authorized && isNamed()
  }
}

/** `DNS:scraper, IP Address:10.0.0.7, URI:spiffe://…, email:…`, in Node's words. */
function isIn(socket: TLSSocket): (name: string) => boolean {
  const names = (socket.getPeerX509Certificate()?.subjectAltName ?? '').split(', ')
  const values = new Set(names.map((entry) => entry.slice(entry.indexOf(':') + 1)))
  return (name) => values.has(name)
}
