import type { Severity } from '../types/catalog.ts'
import type { CountCondition, RatioCondition, Rule, SpikeCondition } from '../types/rule.ts'
import { DAY, HOUR, type Millis } from '../types/time.ts'
import { answersGrown, errorsGrown, type Sums } from './growth.ts'
import { braced, promDuration } from './promql.ts'
import { categoriesOf } from './selection.ts'

/** An alert of a rule: one for each severity that its condition can have. */
export interface Level {
  readonly severity: Severity
  readonly expr: string
  /** What fires it, for people. */
  readonly says: string
  /** What its value is: a template that Prometheus fills in. */
  readonly shows: string
}

/** The expressions of a rule's condition on errors; none where it is about something else. */
export function levelsOf(rule: Rule, sums: Sums): readonly Level[] {
  const window = promDuration(rule.windowMs)
  const about = categoriesOf(sums.selection).join(', ')
  return conditionLevels(rule, sums).map(({ says, ...level }) => ({
    ...level,
    says: `${says} of the Tuya cloud in ${window}${about && ` (${about})`}`,
    shows: `Errors in ${window}: {{ $value | printf "%.0f" }}`,
  }))
}

type BareLevel = Omit<Level, 'shows'>

function conditionLevels(
  { condition, severity, windowMs }: Rule,
  sums: Sums,
): readonly BareLevel[] {
  switch (condition.kind) {
    case 'count':
      return countLevels(condition, severity, sums)
    case 'ratio':
      return [{ severity, ...ratioLevel(condition, sums) }]
    case 'spike':
      return [{ severity, ...spikeLevel(condition, sums) }]
    case 'new':
      return [{ severity, ...newLevel(windowMs, sums) }]
    default:
      return []
  }
}

/** The lower level goes on firing under the upper one: they are told apart by the label `severity`. */
function countLevels(
  { atLeast, criticalAt }: CountCondition,
  severity: Severity,
  sums: Sums,
): readonly BareLevel[] {
  const level = (errors: number, at: Severity): BareLevel => ({
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
  return {
    expr: [
      `${errors} >= ${minVolume}`,
      `and\n${errors} >= ${factor} * (\n${before}\nor\n0 * ${errors}\n)`,
      watchedFor(2 * sums.windowMs, sums),
    ].join('\n'),
    says: `${minVolume} or more errors, ${factor} times as many as before,`,
  }
}

/** An hour long it is new, as in tuyawatch itself; before a day was watched, nothing that came in it is. */
function newLevel(windowMs: Millis, sums: Sums) {
  const recent = errorsGrown({ ...sums, windowMs: NEW_FOR })
  const before = errorsGrown(sums, ` offset ${promDuration(NEW_FOR)}`)
  return {
    expr: [
      `${recent} > 0`,
      `unless\n${before} > 0`,
      watchedFor(Math.min(windowMs, LEARNING_MAX) + NEW_FOR, sums),
    ].join('\n'),
    says: 'A new error',
  }
}

const NEW_FOR: Millis = HOUR
const LEARNING_MAX: Millis = DAY

/** The place was scraped so long ago already. */
function watchedFor(length: Millis, { by, place }: Sums): string {
  const places = by.filter((label) => label === 'project' || label === 'source').join(', ')
  const scraped = `tuya_responses_total${braced(place)} offset ${promDuration(length)}`
  return `and on (${places}) sum by (${places}) (${scraped}) >= 0`
}
