/**
 * Openers minus closers of `{[(` in a text, those within quotes left out. A quote that nothing closes is no quote, and
 * neither is an apostrophe within a word: logs are full of both. Linear in the length of the text.
 */
export function openBrackets(text: string): number {
  let depth = 0
  for (let at = 0; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case BACKSLASH:
        at++
        break
      case OPENING_BRACE:
      case OPENING_BRACKET:
      case OPENING_PARENTHESIS:
        depth++
        break
      case CLOSING_BRACE:
      case CLOSING_BRACKET:
      case CLOSING_PARENTHESIS:
        depth--
        break
      case DOUBLE_QUOTE:
      case BACKTICK:
        at = endOfString(text, at)
        break
      case APOSTROPHE:
        if (!isWithinWord(text, at)) at = endOfString(text, at)
        break
    }
  }
  return depth
}

const DOUBLE_QUOTE = 0x22
const APOSTROPHE = 0x27
const OPENING_PARENTHESIS = 0x28
const CLOSING_PARENTHESIS = 0x29
const OPENING_BRACKET = 0x5b
const BACKSLASH = 0x5c
const CLOSING_BRACKET = 0x5d
const BACKTICK = 0x60
const OPENING_BRACE = 0x7b
const CLOSING_BRACE = 0x7d

/** Behind a letter or digit; Python's `b'…'`, `u'…'`, `r'…'` aside. */
function isWithinWord(text: string, at: number): boolean {
  return (
    /\w/.test(text.charAt(at - 1)) && !/(?:^|\W)[bur]$/i.test(text.slice(Math.max(0, at - 2), at))
  )
}

/** Offset of the closing quote; of the opening one if there is none. */
function endOfString(text: string, from: number): number {
  const quote = text.charCodeAt(from)
  for (let at = from + 1; at < text.length; at++) {
    const char = text.charCodeAt(at)
    if (char === BACKSLASH) at++
    else if (char === quote) return at
  }
  return from
}
