import type { Context, MiddlewareHandler } from 'hono'
import { auth } from 'hono/utils/basic-auth'
import type { WebConfig } from '../types/web-config.ts'
import { type Bucket, take } from './bucket.ts'
import { createPasswords } from './passwords.ts'

/** What decides about every request. */
export interface WebSettings {
  /** The web configuration as its files are now. */
  current(): WebConfig
  /** Where people reach the page, such as through a proxy that adds TLS. */
  readonly externalUrl?: string
}

/** Without a web configuration: plain HTTP, and nobody is asked who they are. */
export const OPEN: WebSettings = {
  current: () => ({ headers: {}, users: new Map(), files: [] }),
}

declare module 'hono' {
  interface ContextVariableMap {
    /** Whose password was right; absent: nobody was asked, or the request is a probe's. */
    user?: string
    /** There are users, and this is none of them. */
    isStranger?: boolean
    /** Of the page, besides the address that was asked. */
    externalOrigin?: string
  }
}

/**
 * Lets users in, where there are any: nothing but the probes is answered without a right password, from this machine neither.
 * Probes are exempt because an orchestrator has no password to send, and a limit must not make it restart a healthy daemon.
 */
export function usersOnly({ current, externalUrl }: WebSettings): MiddlewareHandler {
  const verdictOn = createPasswords()
  let bucket: Bucket | undefined
  const isTooMuch = (limit: WebConfig['rateLimit']) => {
    if (limit === undefined) return false
    const taken = take(bucket, limit, performance.now())
    bucket = taken.bucket
    return !taken.granted
  }
  return async (c, next) => {
    const { users, rateLimit } = current()
    const isProbe = PROBES.has(c.req.path)
    if (!isProbe && isTooMuch(rateLimit)) return c.text('Too many requests.\n', 429)
    if (externalUrl !== undefined) c.set('externalOrigin', new URL(externalUrl).origin)
    if (users.size === 0) return await next()
    const given = auth(c.req.raw)
    const verdict = given && (await verdictOn(users, given.username, given.password))
    if (given && verdict === 'right') c.set('user', given.username)
    else if (isProbe) c.set('isStranger', true)
    else return verdict === 'busy' ? c.text('Too many requests.\n', 429) : unauthorized(c)
    return await next()
  }
}

const PROBES: ReadonlySet<string> = new Set(['/-/healthy', '/-/ready'])

/** Headers of the web configuration over our own; an empty one takes ours away. */
export function configuredHeaders({ current }: WebSettings): MiddlewareHandler {
  return async (c, next) => {
    await next()
    for (const [name, value] of Object.entries(current().headers))
      c.header(name, value === '' ? undefined : value)
  }
}

function unauthorized(c: Context): Response {
  c.header('WWW-Authenticate', 'Basic realm="tuyawatch", charset="UTF-8"')
  return c.text('Unauthorized.\n', 401)
}
