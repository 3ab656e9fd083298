import type { Condition, Matcher, Rule } from '../types/rule.ts'
import { globPattern } from './glob.ts'

/** Why a rule has no counterpart in Prometheus; `undefined` where it has one. */
export function inexpressible({ condition, match, groupBy }: Rule): string | undefined {
  const glob = strangeGlob(match)
  if (!SHOWN.has(condition.kind)) return `no metric shows its condition "${condition.kind}"`
  if (match.message !== undefined) return 'it looks at messages, which are no label'
  if (match.path !== undefined) return 'it looks at paths, which are no label'
  if (groupBy.includes('path')) return 'it groups by path, which is no label'
  if (groupBy.includes('device_id')) return 'it groups by device_id, which is no label'
  if (glob !== undefined) return `the glob "${glob}" has no counterpart in RE2`
  return undefined
}

/** Conditions on numbers of answers. Metrics tell no devices apart, and remember no code that was never seen. */
const SHOWN: ReadonlySet<Condition['kind']> = new Set(['count', 'ratio', 'spike'])

function strangeGlob({ source = [], project = [] }: Matcher): string | undefined {
  return [...source, ...project].find((glob) => globPattern(glob) === undefined)
}
