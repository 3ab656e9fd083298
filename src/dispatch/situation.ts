import assert from 'node:assert/strict'
import type { FiringInstance, ResolvedInstance } from '../types/alert.ts'
import type { Policy, Silence } from '../types/noise.ts'
import type { Announced } from '../types/notification.ts'
import type { Rule } from '../types/rule.ts'
import type { Flap, KeyState, State } from '../types/state.ts'
import { toldOf } from '../types/tally.ts'
import type { Millis } from '../types/time.ts'
import { type About, aboutOf, severityOf } from './about.ts'
import { flapOf } from './flaps.ts'
import { causesOf } from './inhibition.ts'
import { comesThrough, quietUntil } from './quiet-hours.ts'
import { activeSilences, silenceFor } from './silences.ts'

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
  /** The silence that means it and holds now. */
  readonly silence?: Silence
  /** How it comes and goes, where it does. */
  readonly flap?: Flap
  /** The end of the quiet hours that hold for it now. */
  readonly quietUntil?: Millis
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
  const silences = activeSilences(state, policy, now)
  const quietEnd = quietUntil(policy.noise.quietHours, now)
  return alone.map((situation) => {
    const { about, announced } = situation
    const silence = silenceFor(about, silences)
    const flap = flapOf(state, announced.key, now)
    return {
      ...situation,
      ...causeOf(state, situation, causes),
      ...(silence && { silence }),
      ...(flap && { flap }),
      ...(quietEnd !== undefined && isQuietFor(situation, policy) && { quietUntil: quietEnd }),
    }
  })
}

function causeOf(
  state: State,
  situation: Situation,
  causes: ReturnType<typeof causesOf>,
): Pick<Situation, 'cause' | 'causeEndedAt'> {
  const cause = causes.get(situation.announced.incident)?.announced.incident
  if (cause !== undefined) return { cause }
  const causeEndedAt = endOfCause(state, situation)
  return causeEndedAt === undefined ? {} : { causeEndedAt }
}

/** Not for what comes through, and not for programs, which keep their people's peace themselves. */
function isQuietFor({ about, rule: { notify } }: Situation, { noise, programs }: Policy): boolean {
  const onlyPrograms = notify.length > 0 && notify.every((receiver) => programs.has(receiver))
  return !onlyPrograms && !comesThrough(noise.quietHours, about.severity)
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
  const endedAt = held.endedAt ?? announced.get(held.by)?.over?.instance.at ?? grid
  // It lies ahead where the clock was set back since.
  return Math.min(endedAt, grid)
}
