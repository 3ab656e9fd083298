import type { Digest } from '../types/notification.ts'
import type { Millis } from '../types/time.ts'
import { receiversOf } from './notifications.ts'
import { earliestFirst } from './order.ts'
import type { Situation } from './situation.ts'

/**
 * One digest for each receiver of incidents that nobody was told of, the earliest first.
 * @param except receivers that are told one by one.
 */
export function digestsOf(
  missed: readonly Situation[],
  at: Millis,
  except: ReadonlySet<string> = new Set(),
): Digest[] {
  const receivers = new Set(missed.flatMap(readersOf))
  return [...receivers]
    .filter((receiver) => !except.has(receiver))
    .map((receiver) => digestFor(receiver, missed, at))
}

/** Who knows of the beginning, or whoever the rule names. */
export function readersOf({ announced, rule }: Situation): readonly string[] {
  return receiversOf(announced, rule, isTold(announced) ? 'resolved' : 'firing')
}

function isTold({ over, toldAt }: Situation['announced']): boolean {
  return over !== undefined && toldAt !== undefined
}

function digestFor(receiver: string, missed: readonly Situation[], at: Millis): Digest {
  const theirs = missed
    .filter((situation) => readersOf(situation).includes(receiver))
    .sort(earliestFirst)
  const over = theirs.flatMap(({ rule, instance, counts }) =>
    instance.state === 'resolved' ? [{ rule, instance, counts }] : [],
  )
  const firing = theirs.flatMap(({ rule, instance, counts }) =>
    instance.state === 'firing' ? [{ rule, instance, counts }] : [],
  )
  const forgotten = theirs.reduce((sum, { announced }) => sum + (announced.forgotten ?? 0), 0)
  return {
    ...{ kind: 'digest', reason: reasonOf(theirs), at, receiver, over },
    ...(firing.length > 0 && { firing }),
    ...(forgotten > 0 && { forgotten }),
  }
}

/** Quiet hours and the limit are somebody's wish; a backlog is what remains. */
function reasonOf(told: readonly Situation[]): Digest['reason'] {
  const reasons = new Set(told.map(({ announced }) => announced.held?.reason))
  if (reasons.has('quiet_hours')) return 'quiet_hours_over'
  return reasons.has('mail_limit') ? 'mail_limit' : 'over_before_told'
}
