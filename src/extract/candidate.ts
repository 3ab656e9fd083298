import type { Shape } from '../types/record.ts'
import type { Millis } from '../types/time.ts'
import { cleaned } from './clean.ts'
import type { Field } from './fields.ts'
import type { Group, Pair } from './group.ts'
import { type Knowledge, knowsMessage } from './knowledge.ts'
import type { Page } from './page.ts'
import { readKnownNumbers } from './sentences/numbers.ts'
import { readSentences, type Sentence } from './sentences/sentences.ts'
import { spokenAfter } from './sentences/spoken.ts'
import { shapeOf } from './shapes/index.ts'
import { readGroups } from './walk.ts'

/** A place that could be an answer of the cloud, before anybody judged it. */
export interface Candidate {
  /** `mark`: words of an answer without its code. */
  readonly kind: 'failure' | 'success' | 'mark'
  readonly shape: Shape
  /** Index of the code; without one, of where the answer starts. */
  readonly at: number
  readonly from: number
  readonly to: number
  /** As printed; absent unless a failure. */
  readonly code?: string
  readonly message?: string
  readonly success?: boolean
  readonly t?: Millis
  readonly tid?: string
  readonly group?: Group
  /** The client whose wording it is. */
  readonly client?: Pick<Sentence, 'client' | 'trust'>
}

/** All candidates of a record, in the order of their place; at most one for a code at one place. */
export function findCandidates(page: Page, knowledge: Knowledge): readonly Candidate[] {
  const found = new Map<number, Candidate>()
  for (const group of readGroups(page.plain)) {
    const candidate = candidateOf(group, page, knowledge)
    if (candidate) found.set(candidate.at, candidate)
  }
  for (const sentence of readSentences(page)) {
    const before = found.get(sentence.at)
    if (before?.client) continue
    found.set(sentence.at, before ? named(before, sentence, page) : spoken(sentence, page))
  }
  for (const { at, code, message } of readKnownNumbers(page, knowledge)) {
    const text = cleaned(page.text.slice(message.from, message.to))
    const before = found.get(at)
    if (before?.message !== undefined && knowsMessage(knowledge, code, before.message)) continue
    const to = Math.max(message.to, at + code.length)
    const from = Math.min(message.from, at)
    found.set(
      at,
      before
        ? { ...before, message: text }
        : { kind: 'failure', shape: 'sentence', at, from, to, code, message: text },
    )
  }
  return [...found.values()].sort((a, b) => a.at - b.at)
}

function candidateOf(group: Group, page: Page, knowledge: Knowledge): Candidate | undefined {
  const code = group.pairs.get('code')
  const success = successOf(group, page)
  const answer = { from: group.from, to: group.to, group, ...identityOf(group, page) }
  const message = textOf(group, 'message', page)
  const said = message ? { message } : {}
  const succeeded = success === undefined ? {} : { success }
  if (code && !(success && isFine(printedOf(code, page)))) {
    const printed = printedOf(code, page)
    if (isFine(printed)) return undefined
    const shape = shapeOf(group, code, page.plain)
    const at = code.value.from
    const behind = message ? {} : messageBehind(code, printed, page, knowledge)
    return {
      kind: 'failure',
      shape,
      at,
      code: printed,
      ...answer,
      ...said,
      ...succeeded,
      ...behind,
    }
  }
  const pair = group.pairs.get('success') ?? group.pairs.get('message') ?? firstPair(group)
  if (!pair) return undefined
  const shape = shapeOf(group, pair, page.plain)
  const kind = success ? 'success' : 'mark'
  if (kind === 'mark' && !isMark(group, success)) return undefined
  return {
    kind,
    shape,
    at: kind === 'success' ? group.from : pair.from,
    ...answer,
    ...said,
    ...succeeded,
  }
}

/** Numbers that say that all is well, in envelopes around Tuya's. */
function isFine(code: string): boolean {
  return code === '0' || code === '200' || code === 'null' || code === 'None'
}

/** Without a code only these are worth a reason: a failed envelope, and other people's error numbers. */
function isMark({ pairs }: Group, success: boolean | undefined): boolean {
  if (pairs.has('local') || pairs.has('foreign')) return true
  return success === false && pairs.has('message')
}

function firstPair(group: Group): Pair | undefined {
  return group.pairs.values().next().value
}

/** `code: 1106 - permission deny`: a message that has no key, taken only if the cloud says it with this code. */
function messageBehind(
  code: Pair,
  printed: string,
  page: Page,
  knowledge: Knowledge,
): { message?: string } {
  const after = spokenAfter(page, code.value.to)
  const message = after ? cleaned(page.text.slice(after.from, after.to)) : ''
  return knowsMessage(knowledge, printed, message) ? { message } : {}
}

function named(candidate: Candidate, sentence: Sentence, page: Page): Candidate {
  const { client, trust } = sentence
  const message = candidate.message ?? spokenOf(sentence, page)
  return { ...candidate, ...(message ? { message } : {}), client: { client, trust } }
}

function spoken(sentence: Sentence, page: Page): Candidate {
  const { client, trust, code, at } = sentence
  const message = spokenOf(sentence, page)
  const to = Math.max(at + code.length, sentence.message?.to ?? 0)
  return {
    kind: 'failure',
    shape: 'sentence',
    at,
    from: Math.min(at, sentence.message?.from ?? at),
    to,
    code,
    ...(message ? { message } : {}),
    client: { client, trust },
  }
}

function spokenOf({ message }: Sentence, page: Page): string | undefined {
  return message && cleaned(page.text.slice(message.from, message.to))
}

function identityOf(group: Group, page: Page): { t?: Millis; tid?: string } {
  const t = textOf(group, 't', page) ?? ''
  const tid = textOf(group, 'tid', page) ?? ''
  return {
    ...(/^\d{13}$/.test(t) ? { t: Number(t) } : {}),
    ...(TID.test(tid) && /\d/.test(tid) ? { tid } : {}),
  }
}

/** 32 hexadecimal digits; people who share a log scramble or mask some. Thread ids have the same key and are short numbers. */
const TID = /^(?=[\da-z*.]*[a-z*])[\da-z*.]{10,40}$/i

function successOf(group: Group, page: Page): boolean | undefined {
  const pair = group.pairs.get('success')
  if (!pair) return undefined
  const text = printedOf(pair, page).toLowerCase()
  if (text === 'true' || text === '1') return true
  if (text === 'false' || text === '0') return false
  // print_r shows false as nothing at all.
  return text === '' && pair.separator === '=>' ? false : undefined
}

function textOf(group: Group, field: Field, page: Page): string | undefined {
  const pair = group.pairs.get(field)
  if (!pair || pair.value.kind === 'group') return undefined
  return printedOf(pair, page)
}

function printedOf({ value }: Pair, page: Page): string {
  return cleaned(page.text.slice(value.from, value.to))
}
