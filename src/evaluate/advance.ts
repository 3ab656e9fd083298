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
  { holds, firstAt }: Reading,
  g: Millis,
): Change | undefined {
  if (!holds) return undefined
  const to: Instance = forMs > 0 ? { ...key, state: 'pending', since: g } : fire(key, firstAt, g)
  return { at: g, from: 'inactive', to, key, reason: 'threshold_reached' }
}

function fromPending(
  { since, state: from }: PendingInstance,
  key: InstanceKey,
  { forMs }: Rule,
  { holds, firstAt }: Reading,
  g: Millis,
): Change | undefined {
  if (!holds) return { at: g, from, to: undefined, key, reason: 'below_before_duration' }
  if (g - since < forMs) return undefined
  const to = fire(key, firstAt, g)
  return { at: g, from, to, key, reason: 'held_for_duration' }
}

function fromFiring(
  instance: FiringInstance,
  key: InstanceKey,
  { keepFiringForMs }: Rule,
  { recovered }: Reading,
  g: Millis,
): Change | undefined {
  const { belowSince, state: from } = instance
  if (belowSince === undefined || g - belowSince < keepFiringForMs) return undefined
  if (recovered === undefined) return undefined
  const to = resolve(instance, recovered, g)
  return { at: g, from, to, key, reason: `recovered_by_${recovered}` }
}

function fire(key: InstanceKey, since: Millis, g: Millis): Instance {
  return { ...key, state: 'firing', since, firedAt: g, incident: incidentId(key, g) }
}
