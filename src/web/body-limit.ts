import type { MiddlewareHandler } from 'hono'

/** No request of ours carries more than a few names; a page of text is plenty. */
const BODY_BYTES_MAX = 64 * 1024

/** Refuses a body unread that is too long or does not say how long it is; the Node server holds it to what it says. */
export const limitBody: MiddlewareHandler = async (c, next) => {
  if (c.req.header('transfer-encoding') !== undefined) return c.text('Length required.\n', 411)
  const length = Number(c.req.header('content-length') ?? 0)
  if (!(length <= BODY_BYTES_MAX)) return c.text('Payload too large.\n', 413)
  return await next()
}
