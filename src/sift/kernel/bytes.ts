// AssemblyScript. Reads of single bytes and of short words; none of them goes over a line feed.

export const LINE_FEED: u8 = 0x0a
export const CARRIAGE_RETURN: u8 = 0x0d
export const TAB: u8 = 0x09
export const ESCAPE: u8 = 0x1b
export const SPACE: u8 = 0x20
export const DOUBLE_QUOTE: u8 = 0x22
export const SINGLE_QUOTE: u8 = 0x27
export const OPENING_PARENTHESIS: u8 = 0x28
export const CLOSING_PARENTHESIS: u8 = 0x29
export const MINUS: u8 = 0x2d
export const DOT: u8 = 0x2e
export const SLASH: u8 = 0x2f
export const BRACKET: u8 = 0x5b
export const BACKSLASH: u8 = 0x5c
const CARET: u8 = 0x5e
export const UNDERSCORE: u8 = 0x5f
export const LETTER_M: u8 = 0x6d
export const OPENING_BRACE: u8 = 0x7b
export const COLON: u8 = 0x3a
const SEMICOLON: u8 = 0x3b
const EQUALS: u8 = 0x3d

/** How far a value or separator may stand behind its word: quotes, brackets and blanks of every printer fit. */
const GAP_BYTES_MAX: i32 = 8

/** Bytes of a colour code between ESC `[` and `m`: enough for 24-bit colours. */
const COLOUR_BYTES_MAX: usize = 20

/** Whether `word` (lower case) stands at `at`, in any case. */
export function reads(at: usize, word: string): bool {
  const text = changetype<usize>(word)
  const length = <usize>word.length
  for (let i: usize = 0; i < length; i++) {
    if (lower(load<u8>(at + i)) != load<u8>(text + (i << 1))) return false
  }
  return true
}

/** The same for up to four letters at once, the first one in the lowest byte: their case is one bit. */
// @ts-ignore: a decorator of AssemblyScript
@inline
export function readsLetters(at: usize, letters: u32, mask: u32): bool {
  return ((load<u32>(at) | 0x20202020) & mask) == letters
}

/** Three bytes at once, the first one in the lowest. */
// @ts-ignore: a decorator of AssemblyScript
@inline
export function readsBytes(at: usize, bytes: u32): bool {
  return (load<u32>(at) & 0xffffff) == bytes
}

export function separatorFollows(at: usize): bool {
  return follows(at, true, false)
}

export function numberFollows(at: usize): bool {
  return follows(at, false, true)
}

export function valueFollows(at: usize): bool {
  return follows(at, true, true)
}

function follows(from: usize, separator: bool, number: bool): bool {
  let at = from
  for (let gap = 0; gap <= GAP_BYTES_MAX; gap++) {
    if (load<u8>(at) == ESCAPE) at = afterColours(at)
    const byte = load<u8>(at)
    if (byte == LINE_FEED) return false
    if (separator && (byte == COLON || byte == EQUALS)) return true
    if (isDigit(byte)) return number
    if (isLetter(byte)) return false
    at++
  }
  return false
}

function afterColours(from: usize): usize {
  let at = from
  while (load<u8>(at) == ESCAPE && load<u8>(at + 1) == BRACKET) {
    let end = at + 2
    while (end - at < COLOUR_BYTES_MAX && isColourDigit(load<u8>(end))) end++
    if (load<u8>(end) != LETTER_M) return at
    at = end + 1
  }
  return at
}

/** The offset before the colour code that ends at `last`, which is an `m`; `last` itself if none does. */
export function beforeColour(last: usize): usize {
  let at = last - 1
  while (last - at < COLOUR_BYTES_MAX && isColourDigit(load<u8>(at))) at--
  if (load<u8>(at) != BRACKET) return last
  if (load<u8>(at - 1) == ESCAPE) return at - 2
  if (load<u8>(at - 1) == BRACKET && load<u8>(at - 2) == CARET) return at - 3
  return reads(at - 6, '\\u001b') ? at - 7 : last
}

function isColourDigit(byte: u8): bool {
  return byte == SEMICOLON || isDigit(byte)
}

// @ts-ignore: a decorator of AssemblyScript
@inline
export function isDigit(byte: u8): bool {
  return byte - 0x30 <= 9
}

// @ts-ignore: a decorator of AssemblyScript
@inline
export function isLetter(byte: u8): bool {
  return (byte | 0x20) - 0x61 <= 25
}

/** The byte with ASCII capitals made small. */
// @ts-ignore: a decorator of AssemblyScript
@inline
function lower(byte: u8): u8 {
  return byte - 0x41 <= 25 ? byte | 0x20 : byte
}
