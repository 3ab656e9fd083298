import { type Context, Hono } from 'hono'
import type { AlertMatcher } from '../types/noise.ts'
import { changesOnly, isForm, ownBodyOnly } from './guard.ts'
import { silenceFrom } from './silence-form.ts'

/** One silence as the API shows it. Times are Dates, so that they are ISO 8601 in JSON. */
export interface SilenceView {
  readonly id: string
  readonly match: AlertMatcher
  /** Absent where it holds since ever. */
  readonly from?: Date
  readonly until: Date
  readonly reason?: string
  readonly state: 'active' | 'pending' | 'expired'
  /** The configuration's own can be changed there only. */
  readonly madeBy: 'configuration' | 'api'
}

export type Added =
  | { readonly ok: true; readonly silence: SilenceView }
  | { readonly ok: false; readonly problems: readonly string[] }

export type Expired = 'expired' | 'unknown' | 'configured'

/** What the API of silences asks of the daemon; what changes is durable when the answer comes. */
export interface SilencePorts {
  now(): Date
  list(): readonly SilenceView[]
  /** @param form what came in, unchecked */
  add(form: unknown): Promise<Added>
  expire(id: string): Promise<Expired>
}

/** `/api/v1/silences`: everybody may read, who may change something makes and ends them. */
export function silenceRoutes(ports: SilencePorts): Hono {
  const app = new Hono()
  app.get('/', (c) => c.json({ silences: ports.list() }))
  app.post('/', changesOnly, ownBodyOnly, async (c) => {
    const form = await formIn(c, ports.now())
    if (form === undefined) return c.json({ error: 'expected JSON' }, 400)
    const added = await ports.add(form)
    if (!added.ok) return c.json({ error: added.problems.join('; ') }, 400)
    return isForm(c) ? c.redirect(BACK, 303) : c.json(added.silence, 201)
  })
  app.post('/:id/expire', changesOnly, ownBodyOnly, async (c) => {
    await ports.expire(c.req.param('id'))
    return c.redirect(`../../${BACK}`, 303)
  })
  app.delete('/:id', changesOnly, async (c) => {
    switch (await ports.expire(c.req.param('id'))) {
      case 'expired':
        return c.body(null, 204)
      case 'unknown':
        return c.json({ error: 'no silence has this id' }, 404)
      case 'configured':
        return c.json({ error: 'it stands in the configuration: remove it there' }, 409)
    }
  })
  return app
}

/** A form of the page can only ask with POST, and its answer is the page, wherever a proxy puts that. */
const BACK = '../../#silences'

async function formIn(c: Context, now: Date): Promise<unknown> {
  if (isForm(c)) return silenceFrom(new URLSearchParams(await c.req.text()), now)
  return await c.req.json().catch(() => undefined)
}
