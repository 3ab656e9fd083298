/** A character that is escaped and means itself. */
const ESCAPED = /^[^\w\s]$/

/**
 * The longest text that stands in whatever a pattern matches, as far as it is simple to see: what stands in groups and
 * classes or may be absent is left out. Empty if there is none, or if the pattern has alternatives.
 */
export function fixedTextOf(pattern: string): string {
  const texts: string[] = ['']
  for (let at = 0; at < pattern.length; ) {
    const { text, next } = pieceAt(pattern, at)
    if (pattern[at] === '|') return ''
    const repeated = REPEATS.test(pattern[next] ?? '')
    if (text === undefined || repeated) texts.push('')
    else texts[texts.length - 1] += text
    at = repeated ? repeatEnd(pattern, next) : next
  }
  return texts.reduce((longest, text) => (text.length > longest.length ? text : longest))
}

interface Piece {
  /** Absent where it is not one character that means itself. */
  readonly text?: string
  readonly next: number
}

function pieceAt(pattern: string, at: number): Piece {
  const char = pattern.charAt(at)
  if (char === '\\') return escapedAt(pattern, at)
  if (char === '[') return { next: classEnd(pattern, at) }
  if (char === '(') return { next: groupEnd(pattern, at) }
  return SPECIAL.test(char) ? { next: at + 1 } : { text: char, next: at + 1 }
}

const SPECIAL = /[.^$|)]/
const REPEATS = /[?*+{]/

function escapedAt(pattern: string, at: number): Piece {
  const char = pattern.charAt(at + 1)
  return ESCAPED.test(char) ? { text: char, next: at + 2 } : { next: at + 2 }
}

function classEnd(pattern: string, at: number): number {
  let end = at + 1
  while (end < pattern.length && pattern[end] !== ']') end += pattern[end] === '\\' ? 2 : 1
  return end + 1
}

function groupEnd(pattern: string, at: number): number {
  let end = at + 1
  while (end < pattern.length && pattern[end] !== ')') end = pieceAt(pattern, end).next
  return end + 1
}

/** Behind `?`, `*`, `+` or `{1,3}`, lazy or not. */
function repeatEnd(pattern: string, at: number): number {
  const end = pattern[at] === '{' ? pattern.indexOf('}', at) + 1 : at + 1
  return pattern[end] === '?' ? end + 1 : end
}
