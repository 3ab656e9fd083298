import { keyFrom } from '../types/alert.ts'
import type { Event } from '../types/event.ts'
import type { GroupLabel, Rule } from '../types/rule.ts'
import type { State, TrackedKey } from '../types/state.ts'
import { NO_ERRORS, OTHER } from '../types/tally.ts'

/** Groups of one rule; beyond it answers of new groups are counted in a group `other`, for as long as that one lives. */
export const GROUPS_MAX = 1_000

/** The key of a rule's group that the event belongs to, and what is counted there. */
export function trackedKey(
  state: State,
  rule: Rule,
  event: Event,
): { readonly key: string; readonly tracked: TrackedKey } {
  const values = rule.groupBy.map((label) => labelOf(event, label))
  const key = keyFrom(rule.id, values)
  const tracked = state.keys.get(key)
  if (tracked) return { key, tracked }
  const others = rule.groupBy.map(() => OTHER)
  const rest = keyFrom(rule.id, others)
  const overflow = state.keys.get(rest)
  if (overflow) return { key: rest, tracked: overflow }
  return isFull(state, rule)
    ? { key: rest, tracked: emptyKey(rule, others) }
    : { key, tracked: emptyKey(rule, values) }
}

/** What the event does not say is ''; a success says nothing of codes. */
function labelOf(event: Event, label: GroupLabel): string {
  switch (label) {
    case 'device_id':
      return event.device ?? ''
    case 'project':
    case 'source':
      return event[label]
    case 'path':
      return event.path ?? ''
    default:
      return event.success ? '' : event[label]
  }
}

function isFull({ keys }: State, rule: Rule): boolean {
  if (keys.size < GROUPS_MAX) return false
  let groups = 0
  for (const { rule: id } of keys.values()) if (id === rule.id) groups++
  return groups >= GROUPS_MAX
}

function emptyKey(rule: Rule, values: readonly string[]): TrackedKey {
  const group = Object.fromEntries(rule.groupBy.map((label, index) => [label, values[index] ?? '']))
  return { ...NO_ERRORS, rule: rule.id, group, buckets: [], ahead: [] }
}
