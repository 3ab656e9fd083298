import type { Evidence, RejectReason } from '../types/record.ts'
import type { Candidate } from './candidate.ts'
import { evidenceOf, type Surroundings, WEIGHT_MIN, weightOf } from './evidence.ts'
import { type Page, textBefore, textBehind } from './page.ts'
import { BESIDE_CHARS_MAX, refusalOf } from './refusals.ts'

/** An accepted candidate and why it is believed. */
export interface Accepted {
  readonly candidate: Candidate
  readonly evidence: readonly [Evidence, ...Evidence[]]
}

/** A refused candidate and why. */
export interface Refused {
  readonly candidate: Candidate
  readonly reason: RejectReason
}

export type Verdict =
  | (Accepted & { readonly accepted: true })
  | (Refused & { readonly accepted: false })

/** Is it an answer of Tuya's cloud? A refusal is looked for first; then the evidence must weigh enough. */
export function judge(candidate: Candidate, page: Page, around: Surroundings): Verdict {
  const [first, ...more] = evidenceOf(candidate, around)
  const evidence: Evidence[] = first ? [first, ...more] : []
  const refusal = refusalOf({
    candidate,
    before: textBefore(page, candidate.at, BESIDE_CHARS_MAX),
    behind: textBehind(page, candidate.at, BESIDE_CHARS_MAX),
    knowledge: around.knowledge,
    certain: CERTAIN.some((sign) => evidence.includes(sign)),
    tuya: around.tuyaWord || around.tuyaNear,
  })
  if (refusal) return { accepted: false, candidate, reason: refusal }
  if (!first || weightOf(evidence, candidate.code) < WEIGHT_MIN) {
    return { accepted: false, candidate, reason: 'no_evidence' }
  }
  return { accepted: true, candidate, evidence: [first, ...more] }
}

/** What stands around the number no longer matters. */
const CERTAIN: readonly Evidence[] = ['tid', 'known_message', 'user_pattern']
