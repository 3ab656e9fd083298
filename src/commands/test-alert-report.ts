import { failureWords } from '../notify/failure-words.ts'
import { wrapped } from '../scan/words.ts'
import type { Receiver } from '../types/config.ts'
import type { Delivery, OutboxEntry } from '../types/outbox.ts'
import type { Style } from './check-report.ts'
import { receiverWords } from './receiver-words.ts'

export interface DeliveryReport {
  /** Everybody who was to have it was sent it. */
  readonly works: boolean
  readonly text: string
}

/** What became of a test, and for a broken receiver what is wrong and where to look. */
export function deliveryReport(
  receiver: Receiver,
  entry: OutboxEntry,
  delivery: Delivery,
  style: Style,
): DeliveryReport {
  const works = delivery.outcome === 'sent' && delivery.refused === undefined
  const mark = works ? style.paint('green', '✓') : style.paint('red', '✗')
  const lines = [
    `${mark} ${style.paint('bold', receiver.name)}: ${verdict(delivery)}`,
    `  ${receiverWords(receiver)}`,
    ...details(entry, delivery).flatMap((line) => indented(line, style)),
  ]
  return { works, text: `${lines.join('\n')}\n` }
}

function verdict(delivery: Delivery): string {
  if (delivery.outcome === 'failed') return `not delivered (${delivery.reason})`
  return delivery.refused === undefined ? 'delivered' : 'delivered, but not to everybody'
}

function details({ mail }: OutboxEntry, delivery: Delivery): readonly string[] {
  if (delivery.outcome === 'failed')
    return [...failureWords(delivery), `In its words: ${delivery.detail}`]
  const refused = delivery.refused === undefined ? [] : [`Refused: ${delivery.refused}`]
  return [...refused, `Subject: ${mail.subject}`, `Message-ID: ${mail.messageId}`]
}

function indented(line: string, { columns }: Style): readonly string[] {
  return wrapped(line, columns - 2).map((part) => `  ${part}`)
}
