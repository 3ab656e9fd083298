import { writeDuration } from '../config/duration.ts'
import type { FiringInstance } from '../types/alert.ts'
import type { Rule } from '../types/rule.ts'
import type { Course } from './run.ts'
import type { ExpectedAlert, RuleTest } from './schema.ts'

/** What did not come as expected, and where in the test that stands. */
export interface Miss {
  readonly path: readonly (string | number)[]
  readonly message: string
}

/** Every expectation that a test's course does not meet. */
export function missesOf(test: RuleTest, course: Course, rules: readonly Rule[]): readonly Miss[] {
  const names = new Map(rules.map(({ id, name }) => [id, name]))
  const alerts = test.expect.flatMap(({ at, firing }, index): readonly Miss[] => {
    const found = course.firing[index] ?? []
    if (isSame(firing, found, names)) return []
    const got = wordsOf(found.map((one) => ({ rule: names.get(one.rule) ?? '', group: one.group })))
    const message = `at ${writeDuration(at)} expected ${wordsOf(firing)}, got ${got}${hint(course)}`
    return [{ path: ['expect', index, 'firing'], message }]
  })
  const { mails = course.mails } = test
  if (mails === course.mails) return alerts
  return [
    ...alerts,
    { path: ['mails'], message: `expected this number of mails: ${mails}, got ${course.mails}` },
  ]
}

/** Each expected one is there, and no other. */
function isSame(
  expected: readonly ExpectedAlert[],
  found: readonly FiringInstance[],
  names: ReadonlyMap<string, string>,
): boolean {
  const left = [...found]
  const met = mostTelling(expected).every((one) => {
    const place = left.findIndex((other) => isMeant(one, other, names))
    return place >= 0 && left.splice(place, 1).length === 1
  })
  return met && left.length === 0
}

/** The ones with most labels first, so that a bare name does not take what only they can mean. */
function mostTelling(expected: readonly ExpectedAlert[]): readonly ExpectedAlert[] {
  const labels = ({ group }: ExpectedAlert) => Object.keys(group).length
  return expected.toSorted((a, b) => labels(b) - labels(a))
}

/** Labels that are not given may be any. */
function isMeant(
  { rule, group }: ExpectedAlert,
  found: FiringInstance,
  names: ReadonlyMap<string, string>,
): boolean {
  const values: Readonly<Record<string, string>> = found.group
  return (
    names.get(found.rule) === rule &&
    Object.entries(group).every(([label, value]) => values[label] === value)
  )
}

function wordsOf(alerts: readonly { readonly rule: string; readonly group: object }[]): string {
  if (alerts.length === 0) return 'nothing firing'
  return alerts
    .map(({ rule, group }) => {
      const labels = Object.entries(group).map(([label, value]) => `${label}: ${value}`)
      return labels.length === 0 ? rule : `${rule} {${labels.join(', ')}}`
    })
    .join(' and ')
}

function hint({ answers }: Course): string {
  return answers === 0
    ? '; no line was taken for an answer of the Tuya cloud (tuyawatch explain LINE says why)'
    : ''
}
