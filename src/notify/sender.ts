import type { Receiver } from '../types/config.ts'
import type { Millis } from '../types/time.ts'
import { createAlertmanager } from './alertmanager.ts'
import type { OwnedSender } from './delivery.ts'
import { createMailer } from './mailer.ts'
import { createWebhook } from './webhook.ts'

/** What carries messages to a receiver, whatever its kind. Owns its connections: `close` it. */
export function createSender(receiver: Receiver, now: () => Millis): OwnedSender {
  if ('email' in receiver) return createMailer(receiver)
  if ('webhook' in receiver) return createWebhook(receiver, now)
  return createAlertmanager(receiver, now)
}

/** What is wrong with each of the receivers that would not take a message now. */
export async function probeAll(senders: ReadonlyMap<string, OwnedSender>): Promise<string[]> {
  const asked = [...senders].map(async ([name, sender]) => {
    const failure = await sender.verify()
    return failure ? [`${name}: ${failure.reason}: ${failure.detail}`] : []
  })
  return (await Promise.all(asked)).flat()
}
