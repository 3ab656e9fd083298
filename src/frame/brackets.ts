/**
 * Openers minus closers of `{[(` in a text, those within quotes left out. A quote that nothing closes is no quote, and
 * neither is an apostrophe within a word: logs are full of both. Linear in the length of the text.
 */
export function openBrackets(text: string): number {
  let depth = 0
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at)
    if (char === '\\') at++
    else if ('{[('.includes(char)) depth++
    else if ('}])'.includes(char)) depth--
    else if ('"\'`'.includes(char) && opensString(text, at)) at = endOfString(text, at)
  }
  return depth
}

function opensString(text: string, at: number): boolean {
  return (
    text[at] !== "'" ||
    !/\w/.test(text.charAt(at - 1)) ||
    PREFIXED_STRING.test(text.slice(Math.max(0, at - 2), at))
  )
}

/** Python's `b'…'`, `u'…'`, `r'…'`. */
const PREFIXED_STRING = /(?:^|\W)[bur]$/i

/** Offset of the closing quote; of the opening one if there is none. */
function endOfString(text: string, from: number): number {
  const quote = text.charAt(from)
  for (let at = from + 1; at < text.length; at++) {
    if (text[at] === '\\') at++
    else if (text[at] === quote) return at
  }
  return from
}
