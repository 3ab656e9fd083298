import { BUILT_IN_RULE, DEFAULT_RULES, PLAN_RULES } from './default-rules.ts'
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
  const inForce = defaultsInForce(data, own)
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

function defaultsInForce(data: Raw, own: readonly unknown[]): readonly RuleInput[] {
  const all = DEFAULT_RULES.map(({ rule }) => rule)
  const chosen = get(data, 'default_rules') ?? chosenBy(data, own)
  if (chosen === 'all') return all.filter(({ name }) => hasPlan(data) || !PLAN_RULES.includes(name))
  const names = new Set(textsIn(chosen).map(([, name]) => name))
  return all.filter(({ name }) => names.has(name))
}

/**
 * All if the file has no `rules`; beside rules of its own only the one about lost lines, and those about plans where it has
 * plans that no rule of its own looks at; `rules: []` means none at all.
 */
function chosenBy(data: Raw, own: readonly unknown[]): unknown {
  if (get(data, 'rules') === undefined) return 'all'
  if (own.length === 0) return 'none'
  const isWatched = own.some((rule) => get(rule, 'quota') !== undefined)
  return hasPlan(data) && !isWatched ? [BUILT_IN_RULE, ...PLAN_RULES] : [BUILT_IN_RULE]
}

function hasPlan(data: Raw): boolean {
  return get(data, 'quota') !== undefined
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
