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

/** Carries due entries to their receivers beside the tick, and hands back what became of them. */
export interface DeliveryRun {
  /** Starts what is due; a receiver that is busy, or whose last result was not taken yet, is left for later. */
  start(due: readonly OutboxEntry[]): void
  /** Results since the last call, for the tick to apply to the outbox. */
  take(): Delivery[]
  /** Waits for what is in flight, at most `STOP_WAIT`; its results can be taken afterwards. Nothing starts any more. */
  stop(): Promise<void>
}

/** SIGKILL may come ten seconds after SIGTERM; what is not answered by then is sent again after the restart. */
const STOP_WAIT: Millis = 2 * SECOND

/** @param wake called when there is something to take. */
export function createDelivery(
  senders: ReadonlyMap<string, Sender>,
  wake: () => void,
  stopWait: Millis = STOP_WAIT,
): DeliveryRun {
  /** Receivers that are sending or have a result to take: one mail at a time, and none twice. */
  const busy = new Set<string>()
  const inFlight = new Set<Promise<void>>()
  let results: { readonly receiver: string; readonly delivery: Delivery }[] = []
  let stopped = false

  async function carry(entry: OutboxEntry): Promise<void> {
    const { receiver, id } = entry
    const delivery = await (senders.get(receiver)?.send(entry) ?? unknownReceiver(receiver, id))
    results.push({ receiver, delivery })
    wake()
  }

  return {
    start(due) {
      if (stopped) return
      for (const entry of due) {
        if (busy.has(entry.receiver)) continue
        busy.add(entry.receiver)
        const carrying = carry(entry).finally(() => inFlight.delete(carrying))
        inFlight.add(carrying)
      }
    },
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
      await Promise.race([Promise.all(inFlight), tooLate.promise])
      clearTimeout(timer)
    },
  }
}

/** Its name may come back with the next configuration, so the entry waits until it expires. */
function unknownReceiver(receiver: string, entry: string): Delivery {
  const detail = `no receiver is named ${receiver} in the configuration`
  return { entry, outcome: 'failed', reason: 'other', detail }
}
