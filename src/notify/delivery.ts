import type { Delivery, OutboxEntry } from '../types/outbox.ts'
import { type Millis, SECOND } from '../types/time.ts'
import type { Failure } from './secrets.ts'

/** Sends one entry to one receiver. Never rejects: a failure is a value. */
export interface Sender {
  send(entry: OutboxEntry): Promise<Delivery>
}

/** A sender with connections of its own. */
export interface OwnedSender extends Sender {
  /** Connects without sending: why a message would fail now, or `undefined`. */
  verify(): Promise<Failure | undefined>
  /** Ends the connections, also in the middle of a delivery. */
  close(): void
}

/** Carries due entries to their receivers beside the tick, and hands back what became of them. Outlives reloads. */
export interface DeliveryRun {
  /** From now on these carry. It owns them: those of before are closed, once what they have in flight is done. */
  use(senders: ReadonlyMap<string, OwnedSender>): void
  /** Starts what is due; a receiver that is busy, or whose last result was not taken yet, is left for later. */
  start(due: readonly OutboxEntry[]): void
  /** Entries that are on their way: whether they arrive is not known. */
  inFlight(): ReadonlySet<string>
  /** Results since the last call, for the tick to apply to the outbox. */
  take(): Delivery[]
  /**
   * Waits for what is in flight, at most `STOP_WAIT`, and ends all connections; the results can be taken afterwards. Nothing
   * starts any more.
   */
  stop(): Promise<void>
}

/** SIGKILL may come ten seconds after SIGTERM; what is not answered by then is sent again after the restart. */
const STOP_WAIT: Millis = 2 * SECOND

interface Flight {
  readonly entry: string
  readonly sender: OwnedSender | undefined
  readonly done: Promise<void>
}

/** @param wake called when there is something to take. */
export function createDelivery(wake: () => void, stopWait: Millis = STOP_WAIT): DeliveryRun {
  let senders: ReadonlyMap<string, OwnedSender> = new Map()
  /** Receivers that are sending or have a result to take: one mail at a time, and none twice. */
  const busy = new Set<string>()
  const flights = new Map<string, Flight>()
  let results: { readonly receiver: string; readonly delivery: Delivery }[] = []
  let stopped = false

  async function carry(entry: OutboxEntry, sender: OwnedSender | undefined): Promise<void> {
    const { receiver, id } = entry
    const delivery = await (sender?.send(entry) ?? unknownReceiver(receiver, id))
    flights.delete(receiver)
    const replaced = senders.get(receiver) !== sender
    if (replaced) sender?.close()
    results.push({ receiver, delivery: replaced ? asOutdated(delivery) : delivery })
    wake()
  }

  return {
    use(next) {
      const flying = new Set([...flights.values()].map(({ sender }) => sender))
      for (const sender of senders.values()) if (!flying.has(sender)) sender.close()
      senders = next
    },
    start(due) {
      if (stopped) return
      for (const entry of due) {
        const { receiver, id } = entry
        if (busy.has(receiver)) continue
        busy.add(receiver)
        const sender = senders.get(receiver)
        flights.set(receiver, { entry: id, sender, done: carry(entry, sender) })
      }
    },
    inFlight: () => new Set([...flights.values()].map(({ entry }) => entry)),
    take() {
      const taken = results
      results = []
      for (const { receiver } of taken) busy.delete(receiver)
      return taken.map(({ delivery }) => delivery)
    },
    async stop() {
      stopped = true
      const tooLate = Promise.withResolvers<void>()
      const timer = setTimeout(tooLate.resolve, stopWait)
      await Promise.race([
        Promise.all([...flights.values()].map(({ done }) => done)),
        tooLate.promise,
      ])
      clearTimeout(timer)
      for (const { sender } of flights.values()) sender?.close()
      for (const sender of senders.values()) sender.close()
    },
  }
}

function asOutdated(delivery: Delivery): Delivery {
  return delivery.outcome === 'failed' ? { ...delivery, outdated: true } : delivery
}

/** Its name may come back with the next configuration, so the entry waits until it expires. */
function unknownReceiver(receiver: string, entry: string): Delivery {
  const detail = `no receiver is named ${receiver} in the configuration`
  return { entry, outcome: 'failed', reason: 'other', detail }
}
