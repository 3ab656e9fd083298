import type { Entry } from '../types/catalog.ts'

type KnownCategory = Entry['category']
type KnownKind = Entry['kind']

/** The kinds of each category; domain knowledge of who must act. */
const KINDS_OF: Readonly<Record<KnownCategory, readonly [KnownKind, ...KnownKind[]]>> = {
  auth: ['auth_token', 'auth_credentials', 'signature'],
  quota_billing: ['subscription', 'quota'],
  rate_limit: ['rate_limit'],
  device_offline: ['device_offline'],
  permission: ['permission'],
  region: ['network_region'],
  device_state: ['device_state'],
  parameter: ['parameter'],
  not_found: ['not_found'],
  conflict: ['conflict'],
  unsupported: ['unsupported'],
  platform: ['platform'],
}

type FoundKind =
  | { readonly ok: true; readonly kind: KnownKind }
  | { readonly ok: false; readonly message: string }

/** The kind given, or the only one of its category. */
export function kindOf(category: KnownCategory, given: KnownKind | undefined): FoundKind {
  const [first, ...others] = KINDS_OF[category]
  if (given === undefined && others.length === 0) return { ok: true, kind: first }
  if (given !== undefined && [first, ...others].includes(given)) return { ok: true, kind: given }
  const wanted = [first, ...others].join(', ')
  return {
    ok: false,
    message: `expected one of ${wanted} for ${category}, got ${given ?? 'nothing'}`,
  }
}
