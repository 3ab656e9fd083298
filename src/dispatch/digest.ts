import type { Digest } from '../types/notification.ts'
import type { Millis } from '../types/time.ts'
import type { Situation } from './situation.ts'

/** One digest for each receiver of incidents that were over before anybody was told, the earliest first. */
export function digestsOf(missed: readonly Situation[], at: Millis): Digest[] {
  const receivers = new Set(missed.flatMap(({ rule }) => rule.notify))
  return [...receivers].map((receiver) => digestFor(receiver, missed, at))
}

function digestFor(receiver: string, missed: readonly Situation[], at: Millis): Digest {
  const theirs = missed
    .filter(({ rule }) => rule.notify.includes(receiver))
    .sort((a, b) => a.instance.firedAt - b.instance.firedAt)
  const over = theirs.flatMap(({ rule, instance, counts }) =>
    instance.state === 'resolved' ? [{ rule, instance, counts }] : [],
  )
  const forgotten = theirs.reduce((sum, { announced }) => sum + (announced.forgotten ?? 0), 0)
  return {
    ...{ kind: 'digest', reason: 'over_before_told', at, receiver, over },
    ...(forgotten > 0 && { forgotten }),
  }
}
