import assert from 'node:assert/strict'
import type { FiringInstance, ResolvedInstance } from '../types/alert.ts'
import type { Policy } from '../types/noise.ts'
import type { Announced } from '../types/notification.ts'
import type { Rule } from '../types/rule.ts'
import type { KeyState, State } from '../types/state.ts'
import { toldOf } from '../types/tally.ts'
import type { Millis } from '../types/time.ts'
import { type About, aboutOf, severityOf } from './about.ts'
import { causesOf } from './inhibition.ts'

/** All that a decision about one incident may depend on. */
export interface Situation {
  readonly announced: Announced
  readonly instance: FiringInstance | ResolvedInstance
  /** As configured now, as it was where it is gone; with the worst severity that the incident reached. */
  readonly rule: Rule
  readonly counts: KeyState
  readonly about: About
  /** The last second that was evaluated. */
  readonly grid: Millis
  readonly now: Millis
  /** The incident that explains it and goes on. */
  readonly cause?: string
  /** The second at which the incident that explained it ended. */
  readonly causeEndedAt?: Millis
}

/** Every incident that people know of or are still to be told of, with what surrounds it. */
export function situationsOf(
  state: State,
  rules: readonly Rule[],
  now: Millis,
  policy: Policy,
): Situation[] {
  const alone = [...state.announced.values()].map((announced) =>
    situationOf(state, announced, rules, now, policy),
  )
  const causes = causesOf(alone, policy.noise.inhibit)
  return alone.map((situation) => {
    const cause = causes.get(situation.announced.incident)?.announced.incident
    if (cause !== undefined) return { ...situation, cause }
    const causeEndedAt = endOfCause(state, situation)
    return causeEndedAt === undefined ? situation : { ...situation, causeEndedAt }
  })
}

function situationOf(
  state: State,
  announced: Announced,
  rules: readonly Rule[],
  now: Millis,
  { meaningOf }: Policy,
): Situation {
  const current = rules.find(({ id }) => id === announced.rule.id)
  const configured = current ?? announced.rule
  const grid = state.clock.get('clock')?.grid ?? 0
  const happens = happening(state, announced)
  const rule = { ...configured, severity: severityOf(happens.instance, configured) }
  const subject = { rule, ...happens }
  return { announced, ...subject, about: aboutOf(subject, meaningOf), grid, now }
}

function happening(state: State, { over, key }: Announced): Pick<Situation, 'instance' | 'counts'> {
  if (over) return over
  const instance = state.instances.get(key)
  const tracked = state.keys.get(key)
  assert(instance?.state === 'firing' && tracked, 'an incident that is not over fires')
  return { instance, counts: toldOf(tracked) }
}

/** Only for an incident that was held back until now, or is since. */
function endOfCause({ announced }: State, { announced: { held }, grid }: Situation) {
  if (held?.by === undefined) return undefined
  return held.endedAt ?? announced.get(held.by)?.over?.instance.at ?? grid
}
