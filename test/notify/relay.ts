import { readFileSync } from 'node:fs'
import { createServer, type Socket } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { onTestFinished } from 'vitest'

/** Made for these tests, for the name `relay.test` only. */
export const RELAY_CERTIFICATE = new URL('relay-cert.pem', import.meta.url).pathname
/** The same name and key, valid in January 2020 only. */
export const EXPIRED_CERTIFICATE = new URL('relay-cert-expired.pem', import.meta.url).pathname
export const KEY = new URL('relay-key.pem', import.meta.url).pathname

export interface Relay {
  readonly port: number
  /** What it took, as it came. */
  readonly mails: readonly Buffer[]
  /** Envelope recipients of each mail taken. */
  readonly recipients: readonly (readonly string[])[]
}

/** A real SMTP server that takes every mail, unless the options say otherwise; closed when the test is over. */
export async function startRelay(options: SMTPServerOptions = {}): Promise<Relay> {
  const mails: Buffer[] = []
  const recipients: string[][] = []
  const server = new SMTPServer({
    authOptional: true,
    disableReverseLookup: true,
    closeTimeout: 10,
    key: readFileSync(KEY),
    cert: readFileSync(RELAY_CERTIFICATE),
    onData(stream, session, answer) {
      void buffer(stream).then((mail) => {
        mails.push(mail)
        recipients.push(session.envelope.rcptTo.map(({ address }) => address))
        answer()
      })
    },
    ...options,
  })
  server.on('error', () => undefined)
  onTestFinished(() => new Promise((resolve) => server.close(resolve)))
  const port = await listening(server.server, (done) => server.listen(0, '127.0.0.1', done))
  return { port, mails, recipients }
}

/** A server that does with each connection what it is told, for dialogues that no good server has. */
export async function startRaw(onConnection: (socket: Socket) => void): Promise<number> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    onConnection(socket)
  })
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return listening(server, (done) => server.listen(0, '127.0.0.1', done))
}

/** The error with which smtp-server answers `code`. */
export function reply(code: number, words: string): Error {
  return Object.assign(new Error(words), { responseCode: code })
}

function listening(
  server: { address(): unknown },
  listen: (done: () => void) => void,
): Promise<number> {
  return new Promise((resolve) => {
    listen(() => resolve((server.address() as { port: number }).port))
  })
}
