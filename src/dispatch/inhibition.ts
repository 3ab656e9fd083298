import { SEVERITIES } from '../types/catalog.ts'
import type { Inhibition } from '../types/noise.ts'
import type { GroupLabel } from '../types/rule.ts'
import { severityOf } from './about.ts'
import { matchesAlert } from './match-alert.ts'
import { earliestFirst } from './order.ts'
import type { Situation } from './situation.ts'

type Causes = ReadonlyMap<string, Situation>

/**
 * For each incident that is explained by another one that goes on: that one, by incident. Where that one is explained
 * itself, what explains it: the reader is told of one cause only.
 */
export function causesOf(
  situations: readonly Situation[],
  inhibitions: readonly Inhibition[],
): Causes {
  const firing = situations.filter(({ announced }) => !announced.over)
  const nearest = new Map<string, Situation>()
  for (const inhibition of inhibitions) explain(firing, inhibition, nearest)
  for (const situation of firing) openLoop(situation, nearest)
  return new Map([...nearest.keys()].map((incident) => [incident, rootOf(incident, nearest)]))
}

/** The earliest source explains; labels that must be equal are compared as one text. */
function explain(
  firing: readonly Situation[],
  { source, target, equal, sparesWorse }: Inhibition,
  nearest: Map<string, Situation>,
): void {
  const sources = firing.filter(({ about }) => matchesAlert(source, about)).sort(earliestFirst)
  if (sources.length === 0) return
  const byPlace = Map.groupBy(sources, (situation) => placeOf(situation, equal))
  for (const situation of firing) {
    if (nearest.has(idOf(situation)) || !matchesAlert(target, situation.about)) continue
    const cause = byPlace
      .get(placeOf(situation, equal))
      ?.find((one) => one !== situation && !(sparesWorse && isWorse(situation, one)))
    if (cause) nearest.set(idOf(situation), cause)
  }
}

/** A label that an alert does not have is ''. */
function placeOf({ instance, about }: Situation, equal: readonly GroupLabel[]): string {
  const values = equal.map((label) => {
    if (label === 'device_id') return instance.group.device_id ?? ''
    const all = about[label]
    return all.length > 1 ? all : (all[0] ?? '')
  })
  return JSON.stringify(values)
}

function isWorse(a: Situation, b: Situation): boolean {
  const rank = ({ instance, rule }: Situation) => SEVERITIES.indexOf(severityOf(instance, rule))
  return rank(a) > rank(b)
}

/** Alerts that explain each other in a circle would all be held: the earliest of them is told. */
function openLoop(start: Situation, nearest: Map<string, Situation>): void {
  const path: Situation[] = [start]
  for (let next = nearest.get(idOf(start)); next; next = nearest.get(idOf(next))) {
    const met = path.findIndex((one) => idOf(one) === idOf(next))
    if (met >= 0) {
      const [earliest] = path.slice(met).sort(earliestFirst)
      if (earliest) nearest.delete(idOf(earliest))
      return
    }
    path.push(next)
  }
}

function rootOf(incident: string, nearest: Causes): Situation {
  const cause = nearest.get(incident)
  if (!cause) throw new Error('only an incident with a cause is asked for its root')
  return nearest.has(idOf(cause)) ? rootOf(idOf(cause), nearest) : cause
}

function idOf({ announced }: Situation): string {
  return announced.incident
}
