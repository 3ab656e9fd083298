import * as z from 'zod'

/** What a daemon, perhaps of another version, says of a silence. */
const silenceSchema = z.object({
  id: z.string(),
  match: z.record(z.string(), z.array(z.string())),
  from: z.string().optional(),
  until: z.string(),
  reason: z.string().optional(),
  state: z.string(),
  madeBy: z.string(),
})

/** `3f9a12c4 active until 2026-11-21T06:00:00.000Z: category=device_offline (works on the line)` */
export function silenceLine(silence: unknown): string {
  const read = silenceSchema.safeParse(silence)
  if (!read.success) return JSON.stringify(silence)
  const { id, match, from, until, reason, state, madeBy } = read.data
  const pairs = Object.entries(match).map(([key, values]) => `${key}=${values.join(',')}`)
  const when =
    state === 'pending' && from !== undefined ? `from ${from} until ${until}` : `until ${until}`
  const why = [reason, madeBy === 'configuration' ? 'in the configuration' : undefined]
  const words = why.filter((one) => one !== undefined).join(', ')
  return clean(`${id} ${state} ${when}: ${pairs.join(' ')}${words ? ` (${words})` : ''}`)
}

/** Nothing of what a daemon says may steer the terminal. */
function clean(line: string): string {
  return line.replace(/\p{C}/gu, ' ')
}
