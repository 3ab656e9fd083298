import type { DistinctCondition, Matcher, Rule } from '../types/rule.ts'
import { globPattern } from './glob.ts'

/** Why a rule has no counterpart in Prometheus; `undefined` where it has one. */
export function inexpressible({ condition, match, groupBy }: Rule): string | undefined {
  const glob = strangeGlob(match)
  if (match.message !== undefined) return 'it looks at messages, which are no label'
  if (match.path !== undefined) return 'it looks at paths, which are no label'
  if (groupBy.includes('path')) return 'it groups by path, which is no label'
  if (groupBy.includes('device_id')) return 'it groups by device_id, which is no label'
  if (glob !== undefined) return `the glob "${glob}" has no counterpart in RE2`
  return condition.kind === 'distinct' ? untoldDevices(condition, match, groupBy) : undefined
}

/** Metrics tell no devices apart; one counts those that are offline. */
function untoldDevices(
  { share }: DistinctCondition,
  { category = [], kind = [], code, severity }: Matcher,
  groupBy: Rule['groupBy'],
): string | undefined {
  const isOffline = [...category, ...kind].join(' ') === 'device_offline'
  if (!isOffline || code !== undefined || severity !== undefined)
    return 'no metric tells devices apart but by whether they are offline'
  if (share !== undefined) return 'no metric shows how many devices there are'
  const strange = groupBy.find((label) => label !== 'project' && label !== 'source')
  return (
    strange && `it groups devices by ${strange}, and the metric of those that are offline does not`
  )
}

function strangeGlob({ source = [], project = [] }: Matcher): string | undefined {
  return [...source, ...project].find((glob) => globPattern(glob) === undefined)
}
