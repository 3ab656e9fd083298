import { type Field, fieldOf, KEY_CHARS_MAX, normalKey } from './fields.ts'
import {
  addPair,
  GROUP_KEYS_MAX,
  type Group,
  type Opener,
  type OpenGroup,
  openGroup,
  type Quote,
} from './group.ts'
import { bracketKeyAt, goesOnAt, type Key, numberEnd, separatorAt, wordEnd } from './keys.ts'
import { readQuoted, type Unclosed } from './quoted.ts'
import { readValue } from './values.ts'

/** Brackets within brackets that are followed; an answer with its result has about six. */
const NESTING_MAX = 64

/** Strings within strings that are looked into: each level reads its text once more. */
const STRINGS_MAX = 6

/**
 * All groups of key-value pairs with a key of an answer's envelope, in the order in which they end.
 *
 * One forward walk for all bracketed notations: it knows quotes, brackets and the three separators, and needs none of
 * them to be complete. It goes into strings that hold more of the same. Never throws; each character is read once for
 * each string around it, `STRINGS_MAX` at most.
 */
export function readGroups(text: string): readonly Group[] {
  const groups: Group[] = []
  walkThrough({ text, groups }, 0, text.length, undefined, 0)
  return groups
}

interface Reading {
  readonly text: string
  readonly groups: Group[]
}

interface Walk extends Reading {
  readonly to: number
  /** What is known of quotes that close nothing. */
  readonly unclosed: Unclosed
  /** How many strings are around. */
  readonly inStrings: number
  /** The brackets that are open now; its parents are around it. */
  open: OpenGroup
  /** Brackets open within this walk. */
  nesting: number
  /** The key or word just passed, while nothing else came: it names the bracket that follows. */
  label: string
}

function walkThrough(
  reading: Reading,
  from: number,
  to: number,
  around: OpenGroup | undefined,
  inStrings: number,
): void {
  const root = openGroup('', '', from, around)
  const unclosed: Unclosed = new Map()
  const state: Walk = { ...reading, to, unclosed, inStrings, open: root, nesting: 0, label: '' }
  let at = from
  while (at < to) at = step(state, at)
  while (state.nesting > 0) closeTop(state, to)
  finish(state, state.open, to)
}

/** Reads one token and returns the index behind it, which is greater than `at`. */
function step(walk: Walk, at: number): number {
  const char = walk.text[at] ?? ''
  switch (char) {
    case '{':
    case '(':
      return opened(walk, char, at)
    case '[':
      return phpKey(walk, at) ?? opened(walk, char, at)
    case '}':
    case ')':
    case ']':
      return closed(walk, char, at)
    case '"':
    case "'":
      return string(walk, at)
    case '\\':
      return backslashes(walk, at)
    case '\n':
      return newline(walk, at)
    case '<':
      return element(walk, at) ?? at + 1
    case ' ':
      return at + 1
    default:
      return word(walk, at)
  }
}

function opened(walk: Walk, opener: Opener, at: number): number {
  if (walk.nesting < NESTING_MAX) {
    walk.open = openGroup(opener, walk.label, at, walk.open)
    walk.nesting++
  }
  walk.label = ''
  return at + 1
}

const OPENER_OF: Readonly<Record<string, Opener>> = { '}': '{', ')': '(', ']': '[' }

/** Closes the nearest bracket of its kind and all that were left open in it; one that closes nothing is text. */
function closed(walk: Walk, closer: string, at: number): number {
  const opener = OPENER_OF[closer]
  let group: OpenGroup | undefined = walk.open
  let levels = 1
  while (group && levels <= walk.nesting && group.opener !== opener) {
    group = group.parent
    levels++
  }
  walk.label = ''
  if (levels > walk.nesting) return at + 1
  for (; levels > 0; levels--) closeTop(walk, at + 1)
  return at + 1
}

function closeTop(walk: Walk, to: number): void {
  const { parent } = walk.open
  if (!parent) return
  finish(walk, walk.open, to)
  walk.open = parent
  walk.nesting--
}

function finish(walk: Walk, group: OpenGroup, to: number): void {
  group.to = to
  const { pairs } = group
  if (MARKS.some((field) => pairs.has(field))) walk.groups.push(group)
}

/** A group without any of these says nothing about an answer. */
const MARKS: readonly Field[] = ['code', 'success', 'message', 'local', 'foreign']

/** A string is a key if a separator follows; any other may hold an answer itself. */
function string(walk: Walk, at: number): number {
  const { text, to, unclosed } = walk
  const quoted = readQuoted(text, at, to, unclosed)
  if (!quoted) return at + 1
  const key = text.slice(quoted.from, Math.min(quoted.to, quoted.from + KEY_CHARS_MAX + 1))
  const separator = separatorAt(text, quoted.next)
  if (separator && /^[\w .$\u4e00-\u9fff-]*$/.test(key)) {
    const quote: Quote = text[at] === '"' ? '"' : "'"
    return keyed(walk, { key, quote, from: at, ...separator })
  }
  lookInside(walk, quoted.from, quoted.to)
  walk.label = ''
  return quoted.next
}

function lookInside(walk: Walk, from: number, to: number): void {
  if (walk.inStrings >= STRINGS_MAX || to - from < INSIDE_CHARS_MIN) return
  if (!INSIDE.test(walk.text.slice(from, to))) return
  const { text, groups, open, inStrings } = walk
  walkThrough({ text, groups }, from, to, open, inStrings + 1)
}

/** `code=1106` is the shortest text that can be an answer. */
const INSIDE_CHARS_MIN = 9
const INSIDE = /code|success/i

/** Backslashes belong to the quote behind them; an escaped line break is a blank. */
function backslashes(walk: Walk, at: number): number {
  const { text } = walk
  let end = at + 1
  while (text[end] === '\\') end++
  const next = text[end]
  if (end < walk.to && (next === '"' || next === "'")) return string(walk, end)
  if (next === 'n' || next === 'r' || next === 't') return Math.min(end + 1, walk.to)
  return end
}

/** Pairs without brackets belong together as long as each line goes on with another key. */
function newline(walk: Walk, at: number): number {
  walk.label = ''
  if (walk.nesting === 0 && !goesOnAt(walk.text, at + 1)) restart(walk, at)
  return at + 1
}

/** Ends the group and goes on with an empty one in its place. */
function restart(walk: Walk, at: number): void {
  const { opener, label, parent } = walk.open
  finish(walk, walk.open, at)
  walk.open = openGroup(opener, label, at, parent)
}

function word(walk: Walk, at: number): number {
  const { text } = walk
  const next = wordEnd(text, at)
  if (next === undefined) {
    walk.label = ''
    return numberEnd(text, at) ?? at + 1
  }
  const key = text.slice(at, Math.min(next, at + KEY_CHARS_MAX + 1))
  walk.label = key
  const separator = separatorAt(text, next)
  return separator ? keyed(walk, { key, quote: '', from: at, ...separator }) : next
}

function phpKey(walk: Walk, at: number): number | undefined {
  const key = bracketKeyAt(walk.text, at)
  return key && keyed(walk, key)
}

/** An XML element with text in it: `<code>1106</code>`. */
function element(walk: Walk, at: number): number | undefined {
  ELEMENT.lastIndex = at
  const [, key = '', text = ''] = ELEMENT.exec(walk.text) ?? []
  const field = fieldOf(key)
  if (!field || ELEMENT.lastIndex > walk.to) return undefined
  const from = at + key.length + 2
  const value = { kind: 'bare', from, to: from + text.length } as const
  addPair(walk.open, field, { key, quote: '', separator: ':', from: at, value })
  return ELEMENT.lastIndex
}

const ELEMENT = /<([A-Za-z]\w{0,39})>([^<>\n]{1,500})<\/\1>/y

function keyed(walk: Walk, key: Key): number {
  walk.label = key.key
  if (walk.open.keys.size < GROUP_KEYS_MAX) walk.open.keys.add(normalKey(key.key))
  const field = fieldOf(key.key)
  if (!field) return Math.min(key.next, walk.to)
  if (field === 'code' && walk.open.pairs.has('code')) restart(walk, key.from)
  const { value, next } = readValue(walk.text, Math.min(key.next, walk.to), walk.to, {
    field,
    separator: key.separator,
  })
  addPair(walk.open, field, { ...key, value })
  if (value.kind === 'string') lookInside(walk, value.from, value.to)
  return Math.max(next, Math.min(key.next, walk.to))
}
