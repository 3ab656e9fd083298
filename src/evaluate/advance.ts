import type {
  FiringInstance,
  Instance,
  InstanceKey,
  PendingInstance,
  ResolvedBy,
  Transition,
} from '../types/alert.ts'
import type { Rule } from '../types/rule.ts'
import type { Millis } from '../types/time.ts'
import { incidentId } from './incident.ts'
import type { Reading } from './reading.ts'

/** A transition without what was counted then. */
export type Change = Omit<Transition, 'counts'>

/**
 * The life of an alert: inactive -> pending (where the rule has `for`) -> firing -> resolved. `undefined` when nothing
 * changes at `g`.
 */
export function advance(
  instance: Instance | undefined,
  key: InstanceKey,
  rule: Rule,
  reading: Reading,
  g: Millis,
): Change | undefined {
  switch (instance?.state) {
    case undefined:
    case 'resolved':
      return fromInactive(key, rule, reading, g)
    case 'pending':
      return fromPending(instance, key, rule, reading, g)
    case 'firing':
      return fromFiring(instance, key, rule, reading, g)
  }
}

/** Ends a firing instance. */
export function resolve(
  { belowSince: _, ...firing }: FiringInstance,
  by: ResolvedBy,
  g: Millis,
): Instance {
  return { ...firing, state: 'resolved', at: g, by }
}

function fromInactive(
  key: InstanceKey,
  { forMs }: Rule,
  reading: Reading,
  g: Millis,
): Change | undefined {
  if (!reading.holds) return undefined
  const to: Instance = forMs > 0 ? { ...key, state: 'pending', since: g } : fire(key, reading, g)
  return { at: g, from: 'inactive', to, key, reason: 'threshold_reached' }
}

function fromPending(
  { since, state: from }: PendingInstance,
  key: InstanceKey,
  { forMs }: Rule,
  reading: Reading,
  g: Millis,
): Change | undefined {
  if (!reading.holds) return { at: g, from, to: undefined, key, reason: 'below_before_duration' }
  if (g - since < forMs) return undefined
  const to = fire(key, reading, g)
  return { at: g, from, to, key, reason: 'held_for_duration' }
}

function fromFiring(
  instance: FiringInstance,
  key: InstanceKey,
  rule: Rule,
  reading: Reading,
  g: Millis,
): Change | undefined {
  const by = endOf(instance, rule, reading, g)
  if (by === undefined) return undefined
  const to = resolve(instance, by, g)
  return { at: g, from: instance.state, to, key, reason: `recovered_by_${by}` }
}

/** How it ends now: proven over, or its condition false for long enough and known to be over. */
function endOf(
  { belowSince }: FiringInstance,
  { keepFiringForMs }: Rule,
  { recovered, cleared }: Reading,
  g: Millis,
): Reading['recovered'] {
  if (cleared) return 'evidence'
  return belowSince === undefined || g - belowSince < keepFiringForMs ? undefined : recovered
}

function fire(key: InstanceKey, { firstAt: since, severity }: Reading, g: Millis): Instance {
  const incident = incidentId(key, g)
  const firing = { ...key, state: 'firing', since, firedAt: g, incident } as const
  return severity === undefined ? firing : { ...firing, severity }
}
