import type { Catalog } from '../types/catalog.ts'
import type { QuotaPlan } from '../types/quota.ts'
import type { AbsentCondition, LostCondition, QuotaCondition, Rule } from '../types/rule.ts'
import { ANSWERS, added, answersGrown, errorsGrown, growth, windowOf } from './growth.ts'
import type { Level } from './levels.ts'
import { placeMatchers } from './place.ts'
import { braced, labelMatcher, promDuration } from './promql.ts'
import { quotaForecast } from './quota-forecast.ts'
import { select } from './selection.ts'

type Wording = Omit<Level, 'severity'>

/** The expression of a condition on logs, devices or plans, which have no codes; `undefined` where it is one on errors. */
export function placeLevel(rule: Rule, catalog: Catalog): Level | undefined {
  const wording = wordingOf(rule, catalog)
  return wording && { severity: rule.severity, ...wording }
}

function wordingOf(rule: Rule, catalog: Catalog): Wording | undefined {
  const { condition } = rule
  switch (condition.kind) {
    case 'absent':
      return absentLevel(condition, rule, catalog)
    case 'lost':
      return lostLevel(condition, rule)
    case 'distinct':
      return offlineLevel(condition.atLeast, rule)
    case 'quota':
      return quotaLevel(condition, catalog)
    default:
      return undefined
  }
}

/** Of a log that had lines a whole window ago: one that was never written misses nothing. */
function absentLevel({ what }: AbsentCondition, rule: Rule, catalog: Catalog): Wording {
  const { windowMs, groupBy: by } = rule
  const window = promDuration(windowMs)
  const linesBefore = atPlaces(rule, `${LINES}${sourceOf(rule)} offset ${window}`)
  return {
    expr: `${cameIn(what, rule, catalog)} <= 0\nand\n${added(by, [linesBefore])} > 0`,
    says: `No ${WANTED[what]} in ${window}`,
    shows: `None came in ${window}`,
  }
}

const LINES = 'tuyawatch_log_lines_total'
const LOST = 'tuyawatch_log_lost_bytes_total'

const WANTED: Readonly<Record<AbsentCondition['what'], string>> = {
  response: 'answer of the Tuya cloud',
  success: 'success of the Tuya cloud',
  line: 'line in the log',
}

/** How many of these the window saw. */
function cameIn(what: AbsentCondition['what'], rule: Rule, catalog: Catalog): string {
  const { windowMs, groupBy: by } = rule
  const place = placeMatchers(rule.match)
  switch (what) {
    case 'response':
      return answersGrown({ place, windowMs, by })
    case 'success': {
      const errors = errorsGrown({ selection: select({}, place, catalog), place, windowMs, by })
      return `(\n${answersGrown({ place, windowMs, by })}\n-\n${errors}\n)`
    }
    case 'line':
      return added(by, [atPlaces(rule, growth(LINES, sourceMatchers(rule), windowOf(rule)))])
  }
}

function lostLevel({ atLeast }: LostCondition, rule: Rule): Wording {
  const lost = growth(LOST, sourceMatchers(rule), windowOf(rule))
  const length = promDuration(rule.windowMs)
  return {
    expr: `${added(rule.groupBy, [atPlaces(rule, `sum without (reason) (\n${lost}\n)`)])} >= ${atLeast}`,
    says: `${atLeast === 1 ? 'A byte or more' : `${atLeast} or more bytes`} of logs lost in ${length}`,
    shows: `Bytes lost in ${length}: {{ $value | printf "%.0f" }}`,
  }
}

function offlineLevel(atLeast: number, { groupBy, match }: Rule): Wording {
  return {
    expr: `${added(groupBy, [`tuya_devices_offline${braced(placeMatchers(match))}`])} >= ${atLeast}`,
    says: `${atLeast} or more devices of the Tuya cloud offline`,
    shows: 'Devices offline: {{ $value | printf "%.0f" }}',
  }
}

/** What each instance has counted adds up to what the plan has lost. */
function quotaLevel({ at, plans }: QuotaCondition, catalog: Catalog): Wording {
  if (at === 'forecast')
    return {
      expr: plans.map((plan) => quotaForecast(plan, catalog)).join('\nor\n'),
      says: 'The calls of the plan will be used up before the reset',
      shows: 'Part of the plan that will be used: {{ $value | humanizePercentage }}',
    }
  return {
    expr: `${usedOf(plans)} >= ${at}`,
    says: `${Math.round(at * 100)}% or more of the calls of the plan are used`,
    shows: 'Part of the plan that is used: {{ $value | humanizePercentage }}',
  }
}

function usedOf(plans: readonly QuotaPlan[]): string {
  const projects = labelMatcher(
    'project',
    plans.map(({ project }) => project),
  )
  return added(['project'], [`tuya_quota_used_ratio{${projects}}`])
}

function sourceMatchers({ match: { source } }: Rule): readonly string[] {
  return placeMatchers(source ? { source } : {})
}

function sourceOf(rule: Rule): string {
  return braced(sourceMatchers(rule))
}

/** Lines and bytes are those of a source; its answers say which project that is of. */
function atPlaces({ match }: Rule, ofSources: string): string {
  const answers = `${ANSWERS}${braced(placeMatchers(match))}`
  return `(0 * ${answers} + 1) * ignoring (project) group_left ()\n${ofSources}`
}
