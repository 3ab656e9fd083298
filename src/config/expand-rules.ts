import { DEFAULT_RULES } from './default-rules.ts'
import { get, isRaw, type Raw, textsIn } from './raw.ts'
import { CONDITIONS } from './schema-conditions.ts'
import type { RuleInput } from './schema-rules.ts'

/**
 * The same configuration with its default rules written out: a rule with the name of a default one in force is laid
 * over it, the others follow behind. The file's own rules keep their indexes, and so their lines.
 */
export function expandRules(data: unknown): unknown {
  if (!isRaw(data)) return data
  const own = get(data, 'rules') ?? []
  if (!Array.isArray(own)) return data
  const inForce = defaultsInForce(data)
  const byName = new Map<unknown, Raw>(inForce.map((rule) => [rule.name, rule]))
  const named = new Set<unknown>(own.map((rule) => get(rule, 'name')))
  return {
    ...data,
    rules: [
      ...own.map((rule) => layOver(byName.get(get(rule, 'name')), rule)),
      ...inForce.filter((rule) => !named.has(rule.name)),
    ],
  }
}

/** All if the file has no `rules`, none if it has, unless `default_rules` says otherwise. */
function defaultsInForce(data: Raw): readonly RuleInput[] {
  const all = DEFAULT_RULES.map(({ rule }) => rule)
  const chosen = get(data, 'default_rules') ?? (get(data, 'rules') === undefined ? 'all' : 'none')
  if (chosen === 'all') return all
  const names = new Set(textsIn(chosen).map(([, name]) => name))
  return all.filter(({ name }) => names.has(name))
}

/** The keys of `own` take the place of those of `base`; its condition that of another condition. */
function layOver(base: Raw | undefined, own: unknown): unknown {
  if (base === undefined || !isRaw(own)) return own
  const kept = Object.keys(own).some(isCondition)
    ? Object.entries(base).filter(([key]) => !isCondition(key))
    : Object.entries(base)
  return { ...Object.fromEntries(kept), ...own }
}

function isCondition(key: string): boolean {
  return Object.hasOwn(CONDITIONS, key)
}
