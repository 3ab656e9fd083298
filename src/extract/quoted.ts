/** What stands between two quotes; `next` is the index behind the closing one. */
export interface Quoted {
  readonly from: number
  readonly to: number
  readonly next: number
}

/** Up to which index no string of a quote and a depth closes: whoever looks from before it need not look again. */
export type Unclosed = Map<string, number>

/**
 * The string that opens at the quote at `at`, or `undefined` if that quote opens none (an apostrophe, a stray).
 * A string ends at the same quote behind as many backslashes or fewer, so JSON within JSON within JSON reads the same
 * at each depth. No string goes over the end of a line. Linear with `unclosed`, which all calls over a text share.
 */
export function readQuoted(
  text: string,
  at: number,
  to: number,
  unclosed: Unclosed = new Map(),
): Quoted | undefined {
  const quote = text[at]
  if (quote === "'" && isApostrophe(text, at)) return undefined
  const depth = backslashesBefore(text, at)
  const kind = `${quote}${depth}`
  if ((unclosed.get(kind) ?? 0) > at) return undefined
  const i = closerAt(text, at, to, depth)
  if (text[i] !== quote || i >= to || isWordChar(text[i + 1])) {
    unclosed.set(kind, i)
    return undefined
  }
  const end = i - Math.min(backslashesBefore(text, i), depth)
  return { from: at + 1, to: Math.max(end, at + 1), next: i + 1 }
}

/** The first quote that could close the string, be it followed by a word; else the end of the line or of the text. */
function closerAt(text: string, at: number, to: number, depth: number): number {
  const quote = text[at]
  for (let i = at + 1; i < to; i++) {
    const char = text[i]
    if (char === '\n') return i
    if (char !== quote || isEscaped(depth, backslashesBefore(text, i))) continue
    const withinWord = quote === "'" && isWordChar(text[i - 1]) && isWordChar(text[i + 1])
    if (!withinWord) return i
  }
  return to
}

/** On the outermost level an even run of backslashes is a run of escaped backslashes, and the quote behind it is real. */
function isEscaped(depth: number, slashes: number): boolean {
  return depth === 0 ? slashes % 2 === 1 : slashes > depth
}

/** don't, devices' list; but b'…' and u'…' are Python's strings. */
function isApostrophe(text: string, at: number): boolean {
  if (!isWordChar(text[at - 1])) return false
  return !(/[bruf]/i.test(text[at - 1] ?? '') && !isWordChar(text[at - 2]))
}

/** Backslashes counted before a quote: six levels of JSON within JSON have 63. */
const BACKSLASHES_MAX = 64

function backslashesBefore(text: string, at: number): number {
  let count = 0
  while (count < BACKSLASHES_MAX && text[at - 1 - count] === '\\') count++
  return count
}

export function isWordChar(char: string | undefined): boolean {
  if (char === undefined) return false
  return (char >= 'a' && char <= 'z') || (char >= 'A' && char <= 'Z') || isNumeric(char)
}

function isNumeric(char: string): boolean {
  return (char >= '0' && char <= '9') || char === '_'
}
