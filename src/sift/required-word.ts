/**
 * The longest word that every text matched by an RE2 pattern holds; `undefined` where none is certain. Conservative:
 * only plain letters, digits and `_` outside of all groups and classes count, and none in a pattern that ignores case
 * or has alternatives. Such a word stands in the raw bytes too, whatever a container runtime or a terminal adds.
 */
export function requiredWord(pattern: string): string | undefined {
  if (/\(\?[a-zA-Z]*[-:)]|\\Q|\\C/.test(pattern.replaceAll('(?:', '('))) return undefined
  const outside = withoutGroups(pattern)
  if (outside === undefined || outside.includes('|')) return undefined
  const words = outside.match(/\w+/g) ?? []
  const longest = words.toSorted((a, b) => b.length - a.length)[0]
  return longest !== undefined && longest.length >= WORD_CHARS_MIN ? longest : undefined
}

/** A shorter word stands in nearly every line. */
const WORD_CHARS_MIN = 3

/** The pattern with a blank for each group, class, escape and whatever may be absent; `undefined` if it does not close. */
function withoutGroups(pattern: string): string | undefined {
  let outside = ''
  let depth = 0
  for (let at = 0; at < pattern.length; ) {
    const token = tokenAt(pattern, at)
    at += token.length
    if (token === '(') depth++
    else if (token === ')') depth--
    else if (depth === 0) outside += isOptional(pattern, at) ? ' ' : plain(token)
  }
  return depth === 0 ? outside : undefined
}

const ESCAPE = /\\(?:[pPx]\{[^}]*\}|[pP].|x..|[0-7]{1,3}|[\s\S])/y
const CLASS = /\[\^?\]?(?:\[:\^?\w+:\]|\\(?:[pPx]\{[^}]*\}|[\s\S])|[^\]\\])*\]/y

function tokenAt(pattern: string, at: number): string {
  for (const token of [ESCAPE, CLASS]) {
    token.lastIndex = at
    const match = token.exec(pattern)
    if (match) return match[0]
  }
  return pattern[at] ?? ''
}

/** What follows lets the token before it be absent. */
function isOptional(pattern: string, at: number): boolean {
  return /^[?*{]/.test(pattern.slice(at, at + 1))
}

/** A repeated letter ends its word: `ab+c` holds `ab` and `c`, but perhaps not `abc`. */
function plain(token: string): string {
  if (token === '|') return token
  return /^\w$/.test(token) ? token : ' '
}
