import { conditionAgrees } from './agree-conditions.ts'
import { DEFAULT_RULE_NAMES } from './default-rules.ts'
import type { Issue } from './issue.ts'
import { get, mapsIn, type Raw } from './raw.ts'
import { CONDITIONS, CONDITIONS_WITH_WINDOW } from './schema-conditions.ts'

/** A rule has exactly one condition, and a window if that condition looks back on one. */
export function rulesAgree(data: unknown): readonly Issue[] {
  return mapsIn(get(data, 'rules')).flatMap(([index, rule]) => {
    const conditions = Object.keys(CONDITIONS).filter((key) => Object.hasOwn(rule, key))
    return [
      ...exactlyOne(['rules', index], conditions, rule),
      ...windowGiven(['rules', index, 'window'], conditions, rule),
      ...groupedOnce(['rules', index, 'group_by'], rule),
      ...conditionAgrees(['rules', index], rule),
    ]
  })
}

function exactlyOne(path: Issue['path'], given: readonly string[], rule: Raw): readonly Issue[] {
  if (given.length === 1) return []
  const got = given.length === 0 ? `none${defaultHint(rule)}` : given.join(' and ')
  const known = Object.keys(CONDITIONS).join(', ')
  return [{ path, message: `expected exactly one condition (${known}), got ${got}` }]
}

/** Who changes one key of a default rule forgets easily that the file's own rules switch the defaults off. */
function defaultHint(rule: Raw): string {
  const name = get(rule, 'name')
  if (typeof name !== 'string' || !DEFAULT_RULE_NAMES.includes(name)) return ''
  return `; "${name}" is a default rule: with default_rules: [${name}] this changes only the keys it gives`
}

function windowGiven(
  path: Issue['path'],
  conditions: readonly string[],
  rule: Raw,
): readonly Issue[] {
  const needing = conditions.find((key) => CONDITIONS_WITH_WINDOW.has(key))
  if (needing === undefined || Object.hasOwn(rule, 'window')) return []
  return [{ path, message: `expected a window, such as 5m, for "${needing}", got nothing` }]
}

function groupedOnce(path: Issue['path'], rule: Raw): readonly Issue[] {
  const labels = get(rule, 'group_by')
  if (!Array.isArray(labels) || new Set(labels).size === labels.length) return []
  return [{ path, message: 'expected each label once, got one twice' }]
}
