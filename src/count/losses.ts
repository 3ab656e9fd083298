import type { LogEntry } from '../types/config.ts'
import type { LossReason } from '../types/file.ts'
import { type LostBytes, lossKey } from '../types/loss.ts'
import type { Rule } from '../types/rule.ts'
import type { State } from '../types/state.ts'
import { type Millis, SECOND } from '../types/time.ts'
import { concerns } from './match.ts'
import { put } from './timeline.ts'

/**
 * Bytes of a log were lost: noted for each rule that asks for them, at a second that is not evaluated yet (a wall clock may
 * have been set back).
 */
export function noteLoss(
  { losses, clock }: State,
  { project, name: source }: Pick<LogEntry, 'project' | 'name'>,
  { reason, bytes }: { readonly reason: LossReason; readonly bytes: number },
  at: Millis,
  rules: readonly Rule[],
): void {
  const second = Math.max(upToSecond(at), (clock.get('clock')?.grid ?? 0) + SECOND)
  for (const { id: rule, condition, match } of rules) {
    if (condition.kind !== 'lost' || !concerns(match, { project, source })) continue
    const key = lossKey({ rule, project, source, reason })
    losses.set(key, put(losses.get(key) ?? [], { at: second, bytes }, inOrder, add))
  }
}

function upToSecond(at: Millis): Millis {
  return Math.ceil(at / SECOND) * SECOND
}

function inOrder(a: LostBytes, b: LostBytes): number {
  return a.at - b.at
}

function add(a: LostBytes, b: LostBytes): LostBytes {
  return { at: a.at, bytes: a.bytes + b.bytes }
}
