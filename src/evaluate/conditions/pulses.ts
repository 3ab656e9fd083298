import type { InstanceKey } from '../../types/alert.ts'
import { type Pulse, pulseOf } from '../../types/pulse.ts'
import type { State } from '../../types/state.ts'
import type { Millis } from '../../types/time.ts'

/** The last sign of life of the group's logs up to `g`. */
export function lastPulse(
  state: State,
  pulse: Pulse,
  key: InstanceKey,
  g: Millis,
): Millis | undefined {
  return timesOf(state, pulse, key).reduce<Millis | undefined>(
    (last, at) => (at <= g && at > (last ?? 0) ? at : last),
    undefined,
  )
}

/** The first one behind `g`; infinite where there is none yet. */
export function nextPulse(state: State, pulse: Pulse, key: InstanceKey, g: Millis): Millis {
  return timesOf(state, pulse, key).reduce(
    (first, at) => (at > g && at < first ? at : first),
    Number.POSITIVE_INFINITY,
  )
}

function timesOf(
  { pulses }: State,
  wanted: Pulse,
  { rule, group }: InstanceKey,
): readonly Millis[] {
  return [...pulses.entries()].flatMap(([name, timeline]) => {
    const { pulse, rule: asking, project, source } = pulseOf(name)
    const belongs =
      pulse === wanted &&
      asking === rule &&
      (group.project === undefined || group.project === project) &&
      (group.source === undefined || group.source === source)
    return belongs ? timeline.flat() : []
  })
}
