import type { Context, MiddlewareHandler } from 'hono'

/** Why a request may not change anything. */
export type Refusal = 'not_from_loopback' | 'forwarded' | 'foreign_host' | 'foreign_origin'

/** What is known of who asks. */
export interface Asker {
  /** Whose password was right; absent: nobody was asked for one. */
  readonly user?: string
  /** Where the page stands, in the words of an Origin. */
  readonly ownOrigins: readonly string[]
  /** Address of the other end of the connection; absent: not known. */
  readonly peer: string | undefined
  readonly header: (name: string) => string | undefined
}

/**
 * Who may change something: a user with the right password; where there are no users, a program or a person on this machine.
 * A page from elsewhere in a browser is told apart by its Origin and, should its name point here, by the Host: a browser
 * keeps passwords by the name. What a proxy brings comes from elsewhere.
 */
export function refusalOf({ user, peer, header, ownOrigins }: Asker): Refusal | undefined {
  const refusal = user === undefined ? strangeness(peer, header) : undefined
  const origin = header('origin')
  const isForeign = origin !== undefined && !ownOrigins.includes(origin)
  return refusal ?? (isForeign ? 'foreign_origin' : undefined)
}

function strangeness(peer: Asker['peer'], header: Asker['header']): Refusal | undefined {
  if (!isLoopback(peer)) return 'not_from_loopback'
  if (FORWARDED.some((name) => header(name) !== undefined)) return 'forwarded'
  return LOCAL_HOST.test(header('host') ?? '') ? undefined : 'foreign_host'
}

/** Why the request may not change anything; absent: it may. */
export function refusalIn(c: Context): Refusal | undefined {
  const user = c.get('user')
  return refusalOf({
    ...(user !== undefined && { user }),
    peer: peerOf(c),
    header: (name) => c.req.header(name),
    ownOrigins: ownOriginsOf(c),
  })
}

function ownOriginsOf(c: Context): readonly string[] {
  const external = c.get('externalOrigin')
  const asked = `${new URL(c.req.url).protocol}//${c.req.header('host')}`
  return external === undefined ? [asked] : [asked, external]
}

/** Lets only requests through that may change something. */
export const changesOnly: MiddlewareHandler = async (c, next) => {
  const refusal = refusalIn(c)
  return refusal ? c.json({ error: WORDS[refusal] }, 403) : await next()
}

/** A body must say that it is JSON, which no plain form of a page can; or it is the form of a page that is ours. */
export const ownBodyOnly: MiddlewareHandler = async (c, next) => {
  if (isForm(c)) return isOwnPage(c) ? await next() : c.json({ error: NO_ORIGIN }, 403)
  const isJson = /^application\/json\b/i.test(c.req.header('content-type') ?? '')
  return isJson ? await next() : c.json({ error: NOT_JSON }, 415)
}

export function isForm(c: Context): boolean {
  return /^application\/x-www-form-urlencoded\b/i.test(c.req.header('content-type') ?? '')
}

/** Behind `changesOnly`: an Origin that is there is our own. Every browser sends one with a form that changes something. */
export function isOwnPage(c: Context): boolean {
  return c.req.header('origin') !== undefined
}

const NOT_JSON = 'expected a body of the type application/json'
const NO_ORIGIN = 'a form must come from the status page, with its Origin; programs send JSON'

const WORDS: Readonly<Record<Refusal, string>> = {
  not_from_loopback:
    'without users in a web configuration only this machine may change something: ask 127.0.0.1 here',
  forwarded:
    'without users in a web configuration only this machine may change something, and a proxy says that this comes from elsewhere',
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
