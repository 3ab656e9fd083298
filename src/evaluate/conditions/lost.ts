import { lossOf } from '../../types/loss.ts'
import { mergePairs } from '../../types/pairs.ts'
import type { LostCondition, Rule } from '../../types/rule.ts'
import type { Pairs, State, TrackedKey } from '../../types/state.ts'
import type { Millis } from '../../types/time.ts'
import type { ConditionReading } from './condition.ts'

/** Holds while so many bytes of the group's logs were lost within the window. What is lost never comes back: it ends with the window. */
export function readLost(
  { atLeast }: LostCondition,
  { windowMs }: Rule,
  key: TrackedKey,
  state: State,
  g: Millis,
): ConditionReading {
  const inWindow = lossesOf(state, key).filter(({ at }) => at <= g && at > g - windowMs)
  const bytes = inWindow.reduce((sum, lost) => sum + lost.bytes, 0)
  const holds = bytes >= atLeast
  return {
    holds,
    over: !holds,
    overEnds: true,
    since: Math.min(g, ...inWindow.map(({ at }) => at)),
    facts: () => ({ kind: 'lost', bytes, reasons: byReason(inWindow) }),
  }
}

/** When the next bytes enter the window or the next ones leave it. */
export function lostTurn({ windowMs }: Rule, key: TrackedKey, state: State, g: Millis): Millis {
  const turns = lossesOf(state, key).map(({ at }) => (at > g ? at : at + windowMs))
  return Math.min(...turns.filter((turn) => turn > g))
}

interface Lost {
  readonly at: Millis
  readonly bytes: number
  readonly reason: string
}

function lossesOf({ losses }: State, { rule, group }: TrackedKey): readonly Lost[] {
  return [...losses.entries()].flatMap(([name, timeline]) => {
    const { rule: asking, project, source, reason } = lossOf(name)
    const belongs =
      asking === rule &&
      (group.project === undefined || group.project === project) &&
      (group.source === undefined || group.source === source)
    return belongs ? timeline.flat().map((lost) => ({ ...lost, reason })) : []
  })
}

function byReason(losses: readonly Lost[]): Pairs {
  return losses.reduce<Pairs>(
    (sum, { reason, bytes }) => mergePairs(sum, [[reason, bytes]], (a, b) => a + b),
    [],
  )
}
