import type { UserPattern } from '../types/config.ts'
import type { Shape } from '../types/record.ts'
import type { Millis } from '../types/time.ts'
import { cleaned } from './clean.ts'
import { envelopeOf } from './envelope.ts'
import type { Group } from './group.ts'
import { type Knowledge, knowsMessage } from './knowledge.ts'
import { lineNumberAt, type Page } from './page.ts'
import { readPatterns } from './patterns.ts'
import { countBefore } from './search.ts'
import { readKnownNumbers } from './sentences/numbers.ts'
import { readSentences, type Sentence } from './sentences/sentences.ts'
import { readHeadlines, type Spoken } from './sentences/spoken.ts'
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
  readonly t?: Millis
  readonly tid?: string
  readonly group?: Group
  /** The client whose wording it is. */
  readonly client?: Pick<Sentence, 'client' | 'trust'>
  /** What a user's own pattern named. */
  readonly user?: { readonly path?: string; readonly device?: string; readonly time?: string }
}

/** All candidates of a record, in the order of their places. On a line that a user's pattern matches no other code counts. */
export function findCandidates(
  page: Page,
  knowledge: Knowledge,
  patterns: readonly UserPattern[],
): readonly Candidate[] {
  const own = readPatterns(page, patterns)
  const known = findKnown(page, knowledge)
  if (own.length === 0) return known
  const claimed = Map.groupBy(own, ({ at }) => lineNumberAt(page, at))
  const agreeing = known.filter(({ at, code }) => {
    const there = claimed.get(lineNumberAt(page, at))
    return there === undefined || there.some((one) => one.code === code)
  })
  return [...own, ...agreeing].sort((a, b) => a.at - b.at)
}

/**
 * What brackets, wording and catalog find at one place is one candidate: its pairs count first, then the client's words,
 * then a message that is known to go with the number.
 */
function findKnown(page: Page, knowledge: Knowledge): readonly Candidate[] {
  const found = new Map<number, Candidate>()
  for (const group of readGroups(page.plain)) {
    const candidate = envelopeOf(group, page, knowledge)
    if (candidate) found.set(candidate.at, candidate)
  }
  for (const sentence of readSentences(page)) {
    const before = found.get(sentence.at)
    if (!before?.client) found.set(sentence.at, withWords(before ?? bare(sentence), sentence, page))
  }
  for (const number of readKnownNumbers(page, knowledge)) {
    const before = found.get(number.at)
    if (!isTold(before, knowledge))
      found.set(number.at, withMessage(before ?? bare(number), number.message, page))
  }
  const headlines = readHeadlines(page)
  return [...found.values()]
    .map((candidate) => withHeadline(candidate, headlines, page, knowledge))
    .sort((a, b) => a.at - b.at)
}

/** A number in a sentence. */
function bare({ code, at }: { readonly code: string; readonly at: number }): Candidate {
  return { kind: 'failure', shape: 'sentence', at, from: at, to: at + code.length, code }
}

function withWords(candidate: Candidate, sentence: Sentence, page: Page): Candidate {
  const { client, trust, message } = sentence
  const named = { ...candidate, client: { client, trust } }
  return message && candidate.message === undefined ? withMessage(named, message, page) : named
}

function withMessage(candidate: Candidate, { from, to }: Spoken, page: Page): Candidate {
  return {
    ...candidate,
    from: Math.min(candidate.from, from),
    to: Math.max(candidate.to, to),
    message: cleaned(page.text.slice(from, to)),
  }
}

/** It has a message already, and one that the cloud sends with this code. */
function isTold(candidate: Candidate | undefined, knowledge: Knowledge): boolean {
  const { code, message } = candidate ?? {}
  return code !== undefined && message !== undefined && knowsMessage(knowledge, code, message)
}

/** The message in the line that an exception begins with, if the cloud says it with this code. */
function withHeadline(
  candidate: Candidate,
  headlines: readonly Spoken[],
  page: Page,
  knowledge: Knowledge,
): Candidate {
  const { kind, code, message, at } = candidate
  if (kind !== 'failure' || code === undefined || message !== undefined) return candidate
  const above = headlines[countBefore(headlines, at, ({ from }) => from) - 1]
  if (!above || !knowsMessage(knowledge, code, page.text.slice(above.from, above.to)))
    return candidate
  return { ...candidate, message: cleaned(page.text.slice(above.from, above.to)) }
}
