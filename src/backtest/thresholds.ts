import type { Condition, Rule } from '../types/rule.ts'

/** The same rules with their thresholds times `factor`. The ids stay: they only name what is counted. */
export function withThresholds(rules: readonly Rule[], factor: number): readonly Rule[] {
  if (factor === 1) return rules
  return rules.map((rule) => ({ ...rule, condition: timesThreshold(rule.condition, factor) }))
}

/** False for a condition without a number to turn. */
export function hasThreshold({ condition }: Rule): boolean {
  return (
    condition.kind !== 'new' &&
    condition.kind !== 'absent' &&
    condition.kind !== 'lost' &&
    !(condition.kind === 'quota' && condition.at === 'forecast')
  )
}

/** Numbers stay at least 1, shares at most 1; levels keep their distance in proportion. */
function timesThreshold(condition: Condition, factor: number): Condition {
  const times = (number: number) => Math.max(1, Math.round(number * factor))
  const share = (part: number) => Math.min(1, part * factor)
  switch (condition.kind) {
    case 'count': {
      const { atLeast, criticalAt, resolveAt } = condition
      return {
        ...{ kind: 'count', atLeast: times(atLeast) },
        ...(criticalAt !== undefined && { criticalAt: times(criticalAt) }),
        ...(resolveAt !== undefined && { resolveAt: Math.floor(resolveAt * factor) }),
      }
    }
    case 'distinct': {
      const { atLeast, share: part } = condition
      const number = { kind: condition.kind, atLeast: times(atLeast) }
      return part === undefined ? number : { ...condition, share: share(part) }
    }
    case 'ratio': {
      const { above, resolveAt } = condition
      return {
        ...{ ...condition, above: share(above) },
        ...(resolveAt !== undefined && { resolveAt: share(resolveAt) }),
      }
    }
    case 'absent':
    case 'lost':
      return condition
    case 'quota':
      return condition.at === 'forecast' ? condition : { ...condition, at: share(condition.at) }
    case 'spike':
      return { ...condition, factor: condition.factor * factor }
    case 'new':
      return condition
  }
}
