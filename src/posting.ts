import { joinQueue } from './notify/failing.ts'
import { incidentOf, messageIdOf } from './notify/identity.ts'
import { makeEntry } from './notify/outbox.ts'
import { asNeeded, superseded } from './notify/supersede.ts'
import { isToBeTakenOver, takenOver } from './notify/takeover.ts'
import type { Digest, Notification } from './types/notification.ts'
import type { Mail, OutboxEntry } from './types/outbox.ts'
import type { State } from './types/state.ts'
import type { Millis } from './types/time.ts'

type Told = Notification | Digest

export interface PostOffice {
  readonly render: (notification: Told) => Mail
  /** Receiver -> the one that takes over while it fails. */
  readonly fallbacks: ReadonlyMap<string, string>
  /** Entries that are on their way now. */
  readonly inFlight: ReadonlySet<string>
}

/**
 * Puts a notification into the outbox, rendered. What still waits there of the same incident for the same receiver goes:
 * a person needs its current state, once. What is on its way may be read a moment later: it stays, and this one follows it.
 * @param all what is told at this moment, this one included.
 */
export function post(
  { outbox }: State,
  notification: Told,
  all: readonly Told[],
  { render, fallbacks, inFlight }: PostOffice,
  now: Millis,
): OutboxEntry {
  const { receiver } = notification
  const before = incidentsIn(notification).flatMap((incident) =>
    superseded(outbox.values(), { receiver, incident }, inFlight),
  )
  const needed = asNeeded(notification, before)
  const mail = { ...render(needed), messageId: messageIdOf(notification) }
  const fallback = fallbackOf(notification, all, fallbacks)
  const made = { ...makeEntry(needed, mail, now), ...(fallback !== undefined && { fallback }) }
  const entry = joinQueue(made, outbox.values())
  for (const { id } of before) outbox.delete(id)
  outbox.set(entry.id, entry)
  return entry
}

/** A digest also tells what it lists to be over. */
function incidentsIn(notification: Told): readonly string[] {
  const own = incidentOf(notification)
  if (notification.kind !== 'digest') return [own]
  return [own, ...notification.over.map(({ instance }) => instance.incident)]
}

/** Hands what could not be delivered for too long to the fallbacks; what they are handed. */
export function takeOver(
  state: State,
  now: Millis,
  inFlight: PostOffice['inFlight'],
): OutboxEntry[] {
  return [...state.outbox.values()]
    .filter((entry) => isToBeTakenOver(entry, now))
    .flatMap((entry) => handOver(state, entry, now, inFlight))
}

/** Gives an entry to its fallback, if it has one; who was told is told of the end of the incident, too. */
export function handOver(
  { outbox, announced }: State,
  entry: OutboxEntry,
  now: Millis,
  inFlight: PostOffice['inFlight'],
): OutboxEntry[] {
  const { fallback, ...left } = entry
  if (fallback === undefined) return []
  const taken = joinQueue(takenOver(entry, fallback, now), outbox.values())
  if (outbox.has(entry.id)) outbox.set(entry.id, left)
  for (const { id } of superseded(outbox.values(), taken, inFlight)) outbox.delete(id)
  outbox.set(taken.id, taken)
  const told = announced.get(entry.incident)
  if (told && !told.toldTo.includes(fallback))
    announced.set(entry.incident, { ...told, toldTo: [...told.toldTo, fallback] })
  return [taken]
}

/** None where the fallback is told the same by itself. */
function fallbackOf(
  notification: Told,
  all: readonly Told[],
  fallbacks: PostOffice['fallbacks'],
): string | undefined {
  const fallback = fallbacks.get(notification.receiver)
  const incident = incidentOf(notification)
  const isTold = all.some((one) => one.receiver === fallback && incidentOf(one) === incident)
  return isTold ? undefined : fallback
}
