export const LINE_FEED = 0x0a
export const CARRIAGE_RETURN = 0x0d
export const TAB = 0x09
const ESCAPE = 0x1b
export const SPACE = 0x20
export const DOUBLE_QUOTE = 0x22
export const SINGLE_QUOTE = 0x27
export const MINUS = 0x2d
export const DOT = 0x2e
export const SLASH = 0x2f
export const COLON = 0x3a
const SEMICOLON = 0x3b
const EQUALS = 0x3d
const BRACKET = 0x5b
export const BACKSLASH = 0x5c
const CARET = 0x5e
export const UNDERSCORE = 0x5f
export const LETTER_M = 0x6d

/** How far a value or separator may stand behind its word: quotes, brackets and blanks of every printer fit. */
const GAP_BYTES_MAX = 8

/** Bytes of a colour code between ESC `[` and `m`: enough for 24-bit colours. */
const COLOUR_BYTES_MAX = 20

/** Whether `word` (lower case) stands at `at`, in any case. */
export function reads(bytes: Uint8Array, at: number, word: string): boolean {
  for (let i = 0; i < word.length; i++) {
    if (lower(bytes[at + i]) !== word.charCodeAt(i)) return false
  }
  return true
}

export function separatorFollows(bytes: Uint8Array, at: number): boolean {
  return follows(bytes, at, isSeparator)
}

export function numberFollows(bytes: Uint8Array, at: number): boolean {
  return follows(bytes, at, isDigit)
}

export function valueFollows(bytes: Uint8Array, at: number): boolean {
  return follows(bytes, at, (byte) => isSeparator(byte) || isDigit(byte))
}

function follows(bytes: Uint8Array, from: number, is: (byte: number) => boolean): boolean {
  let at = from
  for (let gap = 0; gap <= GAP_BYTES_MAX; gap++) {
    at = afterColours(bytes, at)
    const byte = bytes[at]
    if (byte === undefined || byte === LINE_FEED) return false
    if (is(byte)) return true
    if (isLetter(byte) || isDigit(byte)) return false
    at++
  }
  return false
}

function afterColours(bytes: Uint8Array, from: number): number {
  let at = from
  while (bytes[at] === ESCAPE && bytes[at + 1] === BRACKET) {
    let end = at + 2
    while (end - at < COLOUR_BYTES_MAX && isColourDigit(bytes[end])) end++
    if (bytes[end] !== LETTER_M) return at
    at = end + 1
  }
  return at
}

/** The offset before the colour code that ends at `last`, which is an `m`; `last` itself if none does. */
export function beforeColour(bytes: Uint8Array, last: number): number {
  let at = last - 1
  while (last - at < COLOUR_BYTES_MAX && isColourDigit(bytes[at])) at--
  if (bytes[at] !== BRACKET) return last
  if (bytes[at - 1] === ESCAPE) return at - 2
  if (bytes[at - 1] === BRACKET && bytes[at - 2] === CARET) return at - 3
  return reads(bytes, at - 6, '\\u001b') ? at - 7 : last
}

function isColourDigit(byte: number | undefined): boolean {
  return byte === SEMICOLON || isDigit(byte)
}

function isSeparator(byte: number): boolean {
  return byte === COLON || byte === EQUALS
}

export function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x30 && byte <= 0x39
}

export function isLetter(byte: number | undefined): boolean {
  const small = lower(byte)
  return small >= 0x61 && small <= 0x7a
}

/** The byte with ASCII capitals made small; -1 outside of the bytes. */
function lower(byte: number | undefined): number {
  if (byte === undefined) return -1
  return byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte
}
