import type { Issue } from './issue.ts'
import { get, isRaw, type Raw } from './raw.ts'

type Path = Issue['path']

/** What the keys of one condition must agree on, with each other and with the rule that has it. */
export function conditionAgrees(path: Path, rule: Raw): readonly Issue[] {
  return [
    ...levelsAgree(path, rule),
    ...thresholdsAgree([...path, 'ratio'], get(rule, 'ratio')),
    ...minimumNeeded([...path, 'distinct', 'min'], get(rule, 'distinct')),
    ...groupsOfPlaces([...path, 'group_by'], rule),
    ...newByCode([...path, 'group_by'], rule),
    ...noWindow([...path, 'window'], rule),
    ...quotaByProject(path, rule),
    ...onlyPlaces('absent', 'what is absent', path, rule),
    ...onlyPlaces('lost_bytes', 'what is lost', path, rule),
  ]
}

function levelsAgree(path: Path, rule: Raw): readonly Issue[] {
  const count = get(rule, 'count')
  if (typeof count !== 'object') return []
  const at = [...path, 'count']
  const [warning, critical, resolve] = ['warning', 'critical', 'resolve'].map((key) =>
    numberIn(get(count, key)),
  )
  const lowest = warning ?? critical
  if (lowest === undefined) return [issue(at, 'expected warning, critical or both, got none')]
  return [
    ...(warning !== undefined && critical !== undefined && critical <= warning
      ? [
          issue(
            [...at, 'critical'],
            `expected more than the ${warning} of warning, got ${critical}`,
          ),
        ]
      : []),
    ...(resolve !== undefined && resolve >= lowest
      ? [
          issue(
            [...at, 'resolve'],
            `expected less than the ${lowest} that it fires at, got ${resolve}`,
          ),
        ]
      : []),
    ...(get(rule, 'severity') === undefined
      ? []
      : [
          issue(
            [...path, 'severity'],
            'expected none, because the levels of "count" are severities',
          ),
        ]),
  ]
}

function thresholdsAgree(path: Path, ratio: unknown): readonly Issue[] {
  const above = percentIn(get(ratio, 'above'))
  const resolve = percentIn(get(ratio, 'resolve'))
  if (above === undefined || resolve === undefined || resolve <= above) return []
  return [
    issue(
      [...path, 'resolve'],
      `expected at most the ${above}% that it fires above, got ${resolve}%`,
    ),
  ]
}

function minimumNeeded(path: Path, distinct: unknown): readonly Issue[] {
  const useless = typeof get(distinct, 'device_id') === 'number'
  return useless && get(distinct, 'min') !== undefined
    ? [issue(path, 'expected none, because device_id is a number and no share')]
    : []
}

/** Labels that a success has too: a share needs the successes of the same group. */
const PLACES: ReadonlySet<unknown> = new Set(['project', 'source', 'path', 'device_id'])

function groupsOfPlaces(path: Path, rule: Raw): readonly Issue[] {
  const share =
    get(rule, 'ratio') !== undefined || typeof get(get(rule, 'distinct'), 'device_id') === 'string'
  const strange = labelsOf(rule).find((label) => !PLACES.has(label))
  if (!share || strange === undefined) return []
  return [
    issue(
      path,
      `expected project, source, path or device_id, got ${strange}; a share is one of successes too, which have no ${strange}`,
    ),
  ]
}

function newByCode(path: Path, rule: Raw): readonly Issue[] {
  if (get(rule, 'new') === undefined || get(rule, 'group_by') === undefined) return []
  return labelsOf(rule).includes('code')
    ? []
    : [issue(path, 'expected code among the labels, because it is a code that is new')]
}

function noWindow(path: Path, rule: Raw): readonly Issue[] {
  if (get(rule, 'window') === undefined) return []
  if (get(rule, 'new') !== undefined)
    return [issue(path, 'expected none, because "new" says how long it looks back')]
  return get(rule, 'quota') === undefined
    ? []
    : [issue(path, 'expected none, because a quota has its own period')]
}

/** A plan is one of a project; what else an answer says does not matter to it. */
function quotaByProject(path: Path, rule: Raw): readonly Issue[] {
  if (get(rule, 'quota') === undefined) return []
  const match = get(rule, 'match')
  const strange = isRaw(match) ? Object.keys(match).filter((key) => key !== 'project') : []
  const labels = get(rule, 'group_by')
  return [
    ...strange.map((key) =>
      issue([...path, 'match', key], 'expected none, because a quota is one of a project'),
    ),
    ...(labels === undefined || (Array.isArray(labels) && labels.join() === 'project')
      ? []
      : [issue([...path, 'group_by'], 'expected [project], because a quota is one of a project')]),
  ]
}

/** What does not come, or was never read, has no code and no path: only the logs that it is missed from can be named. */
function onlyPlaces(condition: string, what: string, path: Path, rule: Raw): readonly Issue[] {
  if (get(rule, condition) === undefined) return []
  const match = get(rule, 'match')
  const words = `expected source or project, because ${what} has nothing else`
  const keys = isRaw(match) ? Object.keys(match).filter((key) => !LOG_LABELS.has(key)) : []
  return [
    ...keys.map((key) => issue([...path, 'match', key], words)),
    ...(labelsOf(rule).every((label) => LOG_LABELS.has(label))
      ? []
      : [issue([...path, 'group_by'], words)]),
  ]
}

const LOG_LABELS: ReadonlySet<unknown> = new Set(['project', 'source'])

function labelsOf(rule: Raw): readonly unknown[] {
  const labels = get(rule, 'group_by')
  return Array.isArray(labels) ? labels : []
}

function numberIn(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined
}

function percentIn(value: unknown): number | undefined {
  return typeof value === 'string' ? Number.parseFloat(value) : undefined
}

function issue(path: Path, message: string): Issue {
  return { path, message }
}
