import { factsText } from './notify/about-facts.ts'
import { codesByCount, leadingCode } from './notify/codes.ts'
import type { Instance } from './types/alert.ts'
import type { Catalog } from './types/catalog.ts'
import type { AlertMatcher } from './types/noise.ts'
import type { Rule } from './types/rule.ts'
import type { State, TrackedKey } from './types/state.ts'
import { toldOf } from './types/tally.ts'
import type { Millis } from './types/time.ts'
import type { AlertView } from './web/status.ts'

/** Every alert that is pending or firing, with what it is about and what to do. */
export function alertViews(
  state: State,
  rules: readonly Rule[],
  catalog: Catalog,
  now: Millis,
): readonly AlertView[] {
  const ruleOf = new Map(rules.map((rule) => [rule.id, rule]))
  const heldOf = new Map([...state.announced.values()].map(({ key, held }) => [key, held?.reason]))
  return [...state.instances.entries()].flatMap(([key, instance]) => {
    const rule = ruleOf.get(instance.rule)
    if (rule === undefined || instance.state === 'resolved') return []
    const firing = instance.state === 'firing' ? instance : undefined
    const held = firing && heldOf.get(key)
    return {
      rule: rule.name,
      state: instance.state,
      severity: firing?.severity ?? rule.severity,
      group: instance.group,
      since: new Date(instance.since),
      ...(firing && { firedAt: new Date(firing.firedAt), incident: firing.incident }),
      ...(held && { held }),
      ...aboutOf(state.keys.get(key), catalog, now),
      ...(rule.runbook !== undefined && { runbook: rule.runbook }),
      silence: silenceOf(rule, instance),
    }
  })
}

type About = Pick<AlertView, 'total' | 'codes' | 'facts' | 'about' | 'meaning' | 'who' | 'advice'>

/** The same words as in the mails. */
function aboutOf(tracked: TrackedKey | undefined, catalog: Catalog, now: Millis): About {
  if (tracked === undefined) return { total: 0, codes: [], facts: [] }
  const counts = toldOf(tracked)
  const leading = leadingCode(counts, catalog)
  return {
    total: counts.total,
    codes: codesByCount(counts).map(([code, count]) => ({ code, count })),
    facts: counts.facts ? factsText(counts.facts, now) : [],
    ...(leading && {
      about: leading.label,
      meaning: leading.meaning,
      who: leading.who,
      advice: leading.advice,
    }),
  }
}

/** The rule and those labels of the group that a silence can name; one that says nothing is left out. */
function silenceOf({ name }: Rule, { group }: Instance): AlertMatcher {
  const { device_id: _, severity: __, ...labels } = group
  const named = Object.entries(labels).filter(([, value]) => value !== '')
  return { rule: [name], ...Object.fromEntries(named.map(([label, value]) => [label, [value]])) }
}
