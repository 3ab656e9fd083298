import type { Severity } from '../types/catalog.ts'
import type { CountCondition, RatioCondition, Rule, SpikeCondition } from '../types/rule.ts'
import { answersGrown, errorsGrown, type Sums } from './growth.ts'
import { braced, promDuration } from './promql.ts'

/** An alert of a rule: one for each severity that its condition can have. */
export interface Level {
  readonly severity: Severity
  readonly expr: string
  /** What fires it, for people. */
  readonly says: string
}

/** The expressions of a rule's condition; none where no metric shows whether it holds. */
export function levelsOf({ condition, severity }: Rule, sums: Sums): readonly Level[] {
  switch (condition.kind) {
    case 'count':
      return countLevels(condition, severity, sums)
    case 'ratio':
      return [{ severity, ...ratioLevel(condition, sums) }]
    case 'spike':
      return [{ severity, ...spikeLevel(condition, sums) }]
    default:
      return []
  }
}

/** The lower level goes on firing under the upper one: they are told apart by the label `severity`. */
function countLevels(
  { atLeast, criticalAt }: CountCondition,
  severity: Severity,
  sums: Sums,
): readonly Level[] {
  const level = (errors: number, at: Severity): Level => ({
    severity: at,
    expr: `${errorsGrown(sums)} >= ${errors}`,
    says: errors === 1 ? 'An error' : `${errors} or more errors`,
  })
  return [
    level(atLeast, severity),
    ...(criticalAt === undefined ? [] : [level(criticalAt, 'critical')]),
  ]
}

function ratioLevel({ above, minVolume }: RatioCondition, sums: Sums) {
  const answers = answersGrown(sums)
  return {
    expr: `${errorsGrown(sums)} > ${above} * ${answers}\nand\n${answers} >= ${minVolume}`,
    says: `More than ${PERCENT.format(above)} errors among ${minVolume} or more answers`,
  }
}

const PERCENT = new Intl.NumberFormat('en-US', { style: 'percent', maximumFractionDigits: 1 })

/** A group without errors in the window before has 0 of them; one that was not scraped then has nothing to compare with. */
function spikeLevel({ factor, minVolume }: SpikeCondition, sums: Sums) {
  const window = promDuration(sums.windowMs)
  const errors = errorsGrown(sums)
  const before = errorsGrown(sums, ` offset ${window}`)
  const places = sums.by.filter((label) => label === 'project' || label === 'source').join(', ')
  const scraped = `tuya_responses_total${braced(sums.place)} offset ${promDuration(2 * sums.windowMs)}`
  return {
    expr: [
      `${errors} >= ${minVolume}`,
      `and\n${errors} >= ${factor} * (\n${before}\nor\n0 * ${errors}\n)`,
      `and on (${places}) sum by (${places}) (${scraped}) >= 0`,
    ].join('\n'),
    says: `${minVolume} or more errors, ${factor} times as many as before,`,
  }
}
