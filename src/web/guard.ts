import type { Context, MiddlewareHandler } from 'hono'

/** Why a request may not change anything. */
export type Refusal = 'not_from_loopback' | 'forwarded' | 'foreign_host' | 'foreign_origin'

/** What is known of who asks. */
export interface Asker {
  /** Address of the other end of the connection; absent: not known. */
  readonly peer: string | undefined
  readonly header: (name: string) => string | undefined
}

/**
 * Who may change something: a program or a person on this machine. A page from elsewhere in a browser here is told apart by
 * its Origin and, should its name point here, by the Host; what a proxy brings comes from elsewhere.
 */
export function refusalOf({ peer, header }: Asker): Refusal | undefined {
  if (!isLoopback(peer)) return 'not_from_loopback'
  if (FORWARDED.some((name) => header(name) !== undefined)) return 'forwarded'
  const host = header('host') ?? ''
  if (!LOCAL_HOST.test(host)) return 'foreign_host'
  const origin = header('origin')
  if (origin !== undefined && origin !== `http://${host}`) return 'foreign_origin'
  return undefined
}

/** Lets only requests through that may change something. */
export const changesOnly: MiddlewareHandler = async (c, next) => {
  const refusal = refusalOf({ peer: peerOf(c), header: (name) => c.req.header(name) })
  return refusal ? c.json({ error: WORDS[refusal] }, 403) : await next()
}

/** A body must say that it is JSON, which no plain form of a page can. */
export const jsonOnly: MiddlewareHandler = async (c, next) => {
  const isJson = /^application\/json\b/i.test(c.req.header('content-type') ?? '')
  return isJson ? await next() : c.json({ error: NOT_JSON }, 415)
}

const NOT_JSON = 'expected a body of the type application/json'

const WORDS: Readonly<Record<Refusal, string>> = {
  not_from_loopback: 'only this machine may change something: ask 127.0.0.1 here',
  forwarded:
    'only this machine may change something, and a proxy says that this comes from elsewhere',
  foreign_host: 'the Host must be localhost or a loopback address',
  foreign_origin: 'a page of another origin may not change anything',
}

const FORWARDED = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via']

const LOCAL_HOST = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i

/** An IPv4 address that came over an IPv6 socket is written `::ffff:127.0.0.1`. */
function isLoopback(peer = ''): boolean {
  return /^(::ffff:)?127(\.\d{1,3}){3}$/i.test(peer) || peer === '::1'
}

/** The socket that the Node server hands over beside the request. */
function peerOf({ env }: Context): string | undefined {
  const address: unknown = env?.incoming?.socket?.remoteAddress
  return typeof address === 'string' ? address : undefined
}
