import type { NodemailerError } from 'nodemailer'
import type { Delivery } from '../types/outbox.ts'
import { failureOf } from './failure.ts'

/**
 * What a delivery came to where the relay answered for each recipient. Those that it only put off are tried again
 * alone, so that the others get no second copy; those that it refused are told to the log.
 * @param refusals at least one.
 */
export function afterReplies(
  entry: string,
  refusals: readonly NodemailerError[],
  accepted: boolean,
): Delivery {
  const deferred = refusals.filter((refusal) => failureOf(refusal) !== 'rejected')
  const [first] = deferred
  if (first) {
    const to = deferred.flatMap(({ recipient }) => recipient ?? [])
    return { entry, outcome: 'failed', reason: failureOf(first), detail: wordsOf(deferred), to }
  }
  if (accepted) return { entry, outcome: 'sent', refused: wordsOf(refusals) }
  return { entry, outcome: 'failed', reason: 'rejected', detail: wordsOf(refusals) }
}

function wordsOf(refusals: readonly NodemailerError[]): string {
  return refusals.map(({ recipient, response }) => `${recipient}: ${response}`).join('; ')
}
