import assert from 'node:assert/strict'
import type { QuotaPlan } from '../types/quota.ts'
import type { Condition, CountCondition, DistinctCondition } from '../types/rule.ts'
import { plansOf } from './build-quota.ts'
import type { RuleForm } from './schema-rules.ts'

/** Answers or errors below which a share or a multiple says nothing. */
const MIN_VOLUME = 50

/** Devices below which a share of them says nothing: the first device of the day is all there are. */
const MIN_DEVICES = 10

/** The one condition of a rule. */
export function buildCondition(form: RuleForm, quotas: readonly QuotaPlan[]): Condition {
  const { count, distinct, ratio, spike, quota, absent, lost_bytes, match } = form
  if (count !== undefined) return countCondition(count)
  if (distinct !== undefined) return distinctCondition(distinct)
  if (ratio !== undefined) return ratioCondition(ratio)
  if (spike !== undefined) {
    return { kind: 'spike', factor: spike.factor, minVolume: spike.min_volume ?? MIN_VOLUME }
  }
  if (absent !== undefined) return { kind: 'absent', what: absent }
  if (lost_bytes !== undefined) return { kind: 'lost', atLeast: lost_bytes }
  if (quota !== undefined) {
    const at = quota === 'forecast' ? quota : shareOf(quota)
    return { kind: 'quota', at, plans: plansOf(quotas, match?.project) }
  }
  assert(form.new !== undefined, 'agree-rules.ts refuses every other condition')
  return { kind: 'new' }
}

function countCondition(count: NonNullable<RuleForm['count']>): CountCondition {
  if (typeof count === 'number') return { kind: 'count', atLeast: count }
  const { warning, critical, resolve } = count
  const atLeast = warning ?? critical
  assert(atLeast !== undefined, 'agree-rules.ts refuses levels without one')
  return {
    ...{ kind: 'count', atLeast },
    ...(warning !== undefined && critical !== undefined && { criticalAt: critical }),
    ...(resolve !== undefined && { resolveAt: resolve }),
  }
}

function distinctCondition({
  device_id,
  min = MIN_DEVICES,
}: NonNullable<RuleForm['distinct']>): DistinctCondition {
  return typeof device_id === 'number'
    ? { kind: 'distinct', atLeast: device_id }
    : { kind: 'distinct', atLeast: min, share: shareOf(device_id) }
}

function ratioCondition({ above, min_volume, resolve }: NonNullable<RuleForm['ratio']>): Condition {
  return {
    ...{ kind: 'ratio', above: shareOf(above), minVolume: min_volume ?? MIN_VOLUME },
    ...(resolve !== undefined && { resolveAt: shareOf(resolve) }),
  }
}

/** `20%` -> 0.2 */
function shareOf(percent: string): number {
  return Number(percent.replace('%', '')) / 100
}
