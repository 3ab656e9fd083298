import type { Field } from './fields.ts'
import type { Separator, Value } from './group.ts'
import { isWordChar, readQuoted } from './quoted.ts'

/** The longest message that is kept; the longest of Tuya's own is below 200. */
const MESSAGE_CHARS_MAX = 500

/** The value behind a separator. `next` is where reading goes on: before a bracket, behind anything else. */
export function readValue(
  text: string,
  at: number,
  to: number,
  about: { readonly field: Field; readonly separator: Separator },
): { value: Value; next: number } {
  const from = at + lengthAt(GAP, text, at)
  const typed = about.separator === '=>' ? readTyped(text, from, to) : undefined
  if (typed) return typed
  const quoteAt = from + lengthAt(/\\*(?=["'])/y, text, from)
  if (quoteAt < to && /["']/.test(text[quoteAt] ?? '')) {
    const quoted = readQuoted(text, quoteAt, to)
    if (quoted) {
      const value: Value = { kind: 'string', from: quoted.from, to: quoted.to }
      return { value, next: quoted.next }
    }
    return readBare(text, quoteAt + 1, to, about.field)
  }
  if (/[{[(]/.test(text[from] ?? '')) {
    return { value: { kind: 'group', from, to: Math.min(from + 12, to) }, next: from }
  }
  return readBare(text, from, to, about.field)
}

/**
 * A value without quotes. A message goes on to whatever can end one; anything else is a single word, and none at all
 * where another key follows: `err: code:1004`.
 */
function readBare(
  text: string,
  from: number,
  to: number,
  field: Field,
): { value: Value; next: number } {
  const end = Math.min(
    to,
    field === 'message' ? messageEnd(text, from, to) : from + scalarLength(text, from),
  )
  return { value: { kind: 'bare', from, to: end }, next: end }
}

function scalarLength(text: string, from: number): number {
  return lengthAt(NEXT_KEY, text, from) > 0 ? 0 : lengthAt(SCALAR, text, from)
}

/** Where a message without quotes ends: at the line's end, a bracket it did not open, a quote, or before the next key. */
export function messageEnd(text: string, from: number, to: number): number {
  const limit = Math.min(to, from + MESSAGE_CHARS_MAX)
  let depth = 0
  for (let at = from; at < limit; at++) {
    const char = text[at] ?? ''
    if (char === '\n' || char === '"' || char === '{' || char === '|') return at
    if (char === '<' && text[at + 1] === '/') return at
    if (char === '\\' && /[nr"]/.test(text[at + 1] ?? '')) return at
    if (char === "'" && !(isWordChar(text[at - 1]) && isWordChar(text[at + 1]))) return at
    if (char === '(' || char === '[') {
      if (char === '[' && lengthAt(PHP_KEY, text, at) > 0) return at
      depth++
    } else if (char === ')' || char === ']' || char === '}') {
      if (depth-- === 0) return at
    } else if ((at === from || /[\s,;&]/.test(char)) && lengthAt(NEXT_KEY, text, at) > 0) return at
  }
  return limit
}

/** The value may stand on the next line, behind the prefix that a process runner gives each line; Rust, Swift, BSON, Erlang and OpenTelemetry wrap it. */
const GAP =
  /[ \t]*(?:(?:\r?\n|\\+n)(?:\[\d+\]|[>|]|[\w.-]{1,40} +\|)?[ \t]*(?=["'\d-]|(?:int|string|bool|float)\())?(?:(?:Some|Optional|Number|String|Bool|NumberInt|NumberLong|Int|Str)\(|<<)?/y

/** A tag without blanks (`<nil>`), or up to what ends a value in any notation; a colon does before a blank. */
const SCALAR = /<[^<>\n]{0,80}>|(?:[^\s,;:{}()[\]"'\\<>|&]|:(?!\s|$))+/y

const PHP_KEY = /\[\w{1,40}\] =>/y

/** What ends a message although no bracket or quote does. */
const NEXT_KEY = new RegExp(
  [
    // a key that stands beside messages, behind a blank or a comma
    String.raw`[,;]?[ \t]{0,4}(?:code|msg|message|success|t|tid|result|path|ur[li]|dev(?:ice)?_?id|timestamp|status|request|response|error[ _]?(?:code|msg))[ \t]{0,2}(?:[:=]|->)`,
    // any key, behind a comma
    String.raw`[,;&][ \t]{0,4}["']?\w{1,30}["']?[ \t]{0,2}(?:[:=](?!\/\/)|->)`,
    // an id in the next column
    String.raw`;[0-9a-f]{32}\b`,
    // the place where PHP made the exception
    String.raw` at (?:\/|[A-Z]:\\)\S{1,200}:\d`,
    // the path of the call
    String.raw` \/v\d\.\d\/`,
    // how long it took
    String.raw` \(\d{1,9}(?:\.\d{1,9})? ?m?s\)`,
  ].join('|'),
  'iy',
)

/** PHP's var_dump: `int(1106)`, `string(15) "permission deny"`, `bool(false)`. */
const TYPED = /(?:int|float|bool|string)\(([^()\n]{0,20})\)(?: "([^"\n]*)")?/y

function readTyped(
  text: string,
  from: number,
  to: number,
): { value: Value; next: number } | undefined {
  TYPED.lastIndex = from
  const match = TYPED.exec(text)
  if (!match || TYPED.lastIndex > to) return undefined
  const next = TYPED.lastIndex
  if (match[2] !== undefined) {
    return { value: { kind: 'string', from: next - 1 - match[2].length, to: next - 1 }, next }
  }
  const start = text.indexOf('(', from) + 1
  return { value: { kind: 'bare', from: start, to: start + (match[1] ?? '').length }, next }
}

/** Length of what a sticky pattern matches at `at`; 0 if it does not. */
export function lengthAt(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at
  return pattern.test(text) ? pattern.lastIndex - at : 0
}
