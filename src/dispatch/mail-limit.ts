import { LIMIT_DAY, LIMIT_HOUR, type MailLimit } from '../types/noise.ts'
import type { Mailed, State } from '../types/state.ts'
import { MINUTE, type Millis } from '../types/time.ts'

/** A mail of its own, the first mail of a critical incident, or one mail about many. */
export type Use = 'single' | 'first_critical' | 'digest'

/** One quarter of what is allowed is kept for digests: whatever floods, what is going on is still told. */
const DIGEST_SHARE = 1 / 4

/** What is over the limit comes together for so long before it is told. */
const GATHER: Millis = 5 * MINUTE

/** What the first critical mails may use. */
const EXEMPT_FACTOR = 2

/** Whether a mail may leave to all of these receivers now. */
export function hasRoom(
  { mailed }: State,
  receivers: readonly string[],
  limit: MailLimit,
  use: Use,
  now: Millis,
): boolean {
  return receivers.every((receiver) => {
    const times = mailed.get(receiver)?.times ?? []
    const [perHour, perDay] = [allowed(limit.perHour, use), allowed(limit.perDay, use)]
    return countIn(times, LIMIT_HOUR, now) < perHour && countIn(times, LIMIT_DAY, now) < perDay
  })
}

/** Counts a mail to each of these receivers. */
export function noteMail({ mailed }: State, receivers: readonly string[], use: Use, now: Millis) {
  for (const receiver of receivers) {
    const before = mailed.get(receiver)
    const times = [...(before?.times ?? []).filter(within(LIMIT_DAY, now)), now]
    const digestAt = use === 'digest' ? now : before?.digestAt
    mailed.set(receiver, { times, ...(digestAt !== undefined && { digestAt }) })
  }
}

/** Whether a digest of what was held since then may leave to all of these receivers, by its pace. */
export function isDigestDue(
  { mailed }: State,
  receivers: readonly string[],
  limit: MailLimit,
  heldSince: Millis,
  now: Millis,
): boolean {
  if (now < heldSince + GATHER) return false
  return receivers.every((receiver) => {
    const before = mailed.get(receiver)
    const { digestAt } = before ?? {}
    if (before === undefined || digestAt === undefined || digestAt > now) return true
    return now >= digestAt + paceOf(before, limit, now)
  })
}

/** The next time at which one of the answers above may change. */
export function nextRoom(
  { mailed }: State,
  limit: MailLimit,
  heldSince: Millis,
  now: Millis,
): Millis {
  const changes = [...mailed.values()].flatMap((one) => [
    ...one.times.flatMap((at) => [at + LIMIT_HOUR, at + LIMIT_DAY]),
    ...(one.digestAt === undefined ? [] : [one.digestAt + paceOf(one, limit, now)]),
  ])
  return Math.min(...[heldSince + GATHER, ...changes].filter((at) => at > now))
}

/** Digests share out what is kept for them: over the hour, or over the day once its other mails are used up. */
function paceOf({ times }: Mailed, { perHour, perDay }: MailLimit, now: Millis): Millis {
  const usedUp = countIn(times, LIMIT_DAY, now) >= allowed(perDay, 'single')
  return usedUp ? LIMIT_DAY / Math.max(1, kept(perDay)) : LIMIT_HOUR / Math.max(1, kept(perHour))
}

function allowed(limit: number, use: Use): number {
  switch (use) {
    case 'single':
      return limit - kept(limit)
    case 'digest':
      return limit
    case 'first_critical':
      return EXEMPT_FACTOR * limit
  }
}

function kept(limit: number): number {
  return Math.floor(limit * DIGEST_SHARE)
}

function countIn(times: readonly Millis[], span: Millis, now: Millis): number {
  return times.filter(within(span, now)).length
}

/** What lies ahead was noted before the clock was set back, and nobody knows when that was. */
function within(span: Millis, now: Millis): (at: Millis) => boolean {
  return (at) => at > now - span && at <= now
}
