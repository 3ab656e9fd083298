import type { Announced, HeldBack } from '../types/notification.ts'
import type { State } from '../types/state.ts'
import type { Situation } from './situation.ts'

/** Alerts that are named; a mail with more is about none of them. */
const NAMED_MAX = 20

/** What each incident holds back now and has held back before, by incident. */
export function heldBackBy(situations: readonly Situation[]): ReadonlyMap<string, HeldBack> {
  const sums = new Map(
    situations.flatMap(({ announced: { incident, heldBack } }) =>
      heldBack ? [[incident, heldBack] as const] : [],
    ),
  )
  for (const situation of situations) {
    const { held, toldAt } = situation.announced
    const cause = situation.cause ?? held?.by
    if (cause === undefined || toldAt !== undefined) continue
    sums.set(cause, add(sums.get(cause), one(situation)))
  }
  return sums
}

/** What is over and was never told stays counted with what explains it, for as long as that one is remembered. */
export function keepCounted({ announced }: State, situation: Situation): void {
  const { by } = situation.announced.held ?? {}
  const cause: Announced | undefined = by === undefined ? undefined : announced.get(by)
  if (cause)
    announced.set(cause.incident, { ...cause, heldBack: add(cause.heldBack, one(situation)) })
}

function one({ rule, instance: { group }, counts: { total: errors } }: Situation): HeldBack {
  return { alerts: 1, errors, named: [{ rule: rule.name, group, errors }] }
}

function add(a: HeldBack | undefined, b: HeldBack): HeldBack {
  if (!a) return b
  return {
    alerts: a.alerts + b.alerts,
    errors: a.errors + b.errors,
    named: [...a.named, ...b.named].slice(0, NAMED_MAX),
  }
}
