import type { Field } from './fields.ts'

export type Opener = '{' | '(' | '[' | ''
export type Quote = '"' | "'" | ''
export type Separator = ':' | '=' | '=>'

/** A key with its value, as written; indexes are places in the page. */
export interface Pair {
  readonly key: string
  readonly quote: Quote
  readonly separator: Separator
  /** Where the key starts. */
  readonly from: number
  readonly value: Value
}

/** `group` stands for a value that is itself bracketed; its text is the first few characters. */
export interface Value {
  readonly kind: 'string' | 'bare' | 'group'
  readonly from: number
  readonly to: number
}

/** Pairs that stand together: in one pair of brackets, or (opener '') on a line without any. */
export interface Group {
  readonly opener: Opener
  /** The key or the word right before the bracket: `response`, `Result`, `errors`. */
  readonly label: string
  readonly from: number
  readonly to: number
  readonly parent: Group | undefined
  readonly pairs: ReadonlyMap<Field, Pair>
  /** All that could be the message (a logger has one of its own), at most `MESSAGES_MAX`. */
  readonly messages: readonly Pair[]
  /** All its keys, normalised, at most `GROUP_KEYS_MAX`. */
  readonly keys: ReadonlySet<string>
}

/** A group while it is being read. */
export interface OpenGroup extends Group {
  from: number
  to: number
  readonly parent: OpenGroup | undefined
  readonly pairs: Map<Field, Pair>
  readonly messages: Pair[]
  readonly keys: Set<string>
}

/** Keys remembered of a group: an answer's envelope has five, and what makes it a stranger's comes early. */
export const GROUP_KEYS_MAX = 40

export function openGroup(
  opener: Opener,
  label: string,
  from: number,
  parent: OpenGroup | undefined,
): OpenGroup {
  return { opener, label, from, to: from, parent, pairs: new Map(), messages: [], keys: new Set() }
}

/** The first pair of a field counts; but a logger's own message comes before the code, the answer's behind it. */
export function addPair(group: OpenGroup, field: Field, pair: Pair): void {
  const { pairs, messages } = group
  if (field === 'message' && messages.length < MESSAGES_MAX) messages.push(pair)
  const better = field === 'message' && pairs.has('code') && !isBehindCode(group, 'message')
  if (pairs.has(field) && !better) return
  if (pairs.size === 0 && group.opener === '') group.from = pair.from
  pairs.set(field, pair)
}

/** A logger's, the answer's, and one of an error around it. */
const MESSAGES_MAX = 4

function isBehindCode({ pairs }: OpenGroup, field: Field): boolean {
  const code = pairs.get('code')
  const other = pairs.get(field)
  return code !== undefined && other !== undefined && other.from > code.from
}
