import type { FiringInstance, ResolvedInstance } from '../types/alert.ts'
import type { Category, Kind, Severity } from '../types/catalog.ts'
import type { Policy } from '../types/noise.ts'
import type { Rule } from '../types/rule.ts'
import type { KeyState } from '../types/state.ts'

/** All values that an alert is about, label by label; none where that is not known. */
export interface About {
  readonly rule: readonly string[]
  readonly severity: readonly Severity[]
  readonly project: readonly string[]
  readonly source: readonly string[]
  readonly path: readonly string[]
  readonly code: readonly string[]
  readonly category: readonly string[]
  readonly kind: readonly string[]
}

interface Subject {
  readonly instance: FiringInstance | ResolvedInstance
  readonly rule: Rule
  readonly counts: KeyState
}

/** What can be said of an alert for certain: from its group, from what its rule matches, from the codes that it counted. */
export function aboutOf(
  { instance, rule, counts }: Subject,
  meaningOf: Policy['meaningOf'],
): About {
  const { group } = instance
  const { match } = rule
  const code = group.code === undefined ? Object.keys(counts.codes) : [group.code]
  const meanings = code.map(meaningOf)
  const known = meanings.filter((meaning) => meaning !== undefined)
  const certain = known.length === code.length ? known : []
  const kind = narrowest(
    group.kind,
    match.kind,
    certain.map((meaning) => meaning.kind),
  )
  const ofKinds = match.kind?.map((one) => CATEGORY_OF[one])
  return {
    rule: [rule.name],
    severity: [severityOf(instance, rule)],
    project: only(group.project, match.project),
    source: only(group.source, match.source),
    path: only(group.path, match.path),
    code,
    kind,
    category: narrowest(
      group.category,
      match.category ?? ofKinds,
      certain.map((meaning) => meaning.category),
    ),
  }
}

/** The worst that it reached. */
export function severityOf(instance: Subject['instance'], rule: Rule): Severity {
  return instance.severity ?? rule.severity
}

/** What the rule allows is certain if it is one value; else what was counted tells more, where all of it is known. */
function narrowest(
  grouped: string | undefined,
  allowed: readonly string[] | undefined,
  counted: readonly string[],
): readonly string[] {
  if (grouped !== undefined) return [grouped]
  if (allowed && new Set(allowed).size === 1) return allowed
  return counted.length > 0 ? [...new Set(counted)] : (allowed ?? [])
}

function only(grouped: string | undefined, allowed: readonly string[] = []): readonly string[] {
  return grouped === undefined ? allowed : [grouped]
}

const CATEGORY_OF: Readonly<Record<Kind, Category>> = {
  auth_token: 'auth',
  auth_credentials: 'auth',
  signature: 'auth',
  subscription: 'quota_billing',
  quota: 'quota_billing',
  rate_limit: 'rate_limit',
  device_offline: 'device_offline',
  permission: 'permission',
  network_region: 'region',
  device_state: 'device_state',
  parameter: 'parameter',
  not_found: 'not_found',
  conflict: 'conflict',
  unsupported: 'unsupported',
  platform: 'platform',
  unknown: 'unknown',
}
