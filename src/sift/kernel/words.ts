// AssemblyScript. What must stand around a mark to make it a hit; `word` is where the word of the mark begins.

import {
  BACKSLASH,
  beforeColour,
  CLOSING_PARENTHESIS,
  COLON,
  DOT,
  DOUBLE_QUOTE,
  isDigit,
  isLetter,
  LETTER_M,
  MINUS,
  numberFollows,
  OPENING_BRACE,
  OPENING_PARENTHESIS,
  reads,
  readsBytes,
  readsLetters,
  SINGLE_QUOTE,
  SLASH,
  SPACE,
  separatorFollows,
  UNDERSCORE,
  valueFollows,
} from './bytes'

export function isCode(word: usize): bool {
  if (!startsKey(word) || !reads(word, 'code')) return false
  return valueFollows(word + 4 + encodedQuoteLength(word + 4))
}

export function isError(word: usize): bool {
  if (!readsLetters(word, ERR, 0xffffff)) return false
  const end = readsLetters(word + 3, OR, 0xffff) ? word + 5 : word + 3
  if (numberFollows(end) || codeWordFollows(end)) return true
  const next = isJoint(load<u8>(end)) ? end + 1 : end
  return (load<u8>(next) | 0x20) == LETTER_M && (reads(next, 'msg') || reads(next, 'message'))
}

/** `err` and `or`, the first letter in the lowest byte. */
const ERR: u32 = 0x72_72_65
const OR: u32 = 0x72_6f

export function isSuccess(word: usize): bool {
  if (!reads(word, 'success')) return false
  return separatorFollows(word + 7) || encodedQuoteLength(word + 7) != 0
}

export function isOffline(word: usize): bool {
  return reads(word - 3, 'is offline')
}

/** The last character of every Chinese word for a code: `错误码：1106`. */
export function isChineseCode(character: usize): bool {
  return readsBytes(character, CODE_CHARACTER) && valueFollows(character + 3)
}

/** Tuya's Chinese name; applications that name it so speak Chinese altogether. */
export function isChineseTuya(character: usize): bool {
  return readsBytes(character, TU) && readsBytes(character + 3, YA)
}

/** Characters in UTF-8, the first byte in the lowest. */
const CODE_CHARACTER: u32 = 0x81_a0_e7
const TU: u32 = 0x82_b6_e6
const YA: u32 = 0xa6_b8_e9

export function isTuya(word: usize): bool {
  return reads(word, 'tuya')
}

export function isIotBing(word: usize): bool {
  return reads(word, 'iotbing')
}

export function isRequestPath(slash: usize): bool {
  if (!reads(slash, '/v')) return false
  const end = load<u8>(slash + 5)
  return (
    isDigit(load<u8>(slash + 2)) &&
    load<u8>(slash + 3) == DOT &&
    isDigit(load<u8>(slash + 4)) &&
    (end == SLASH || end == BACKSLASH)
  )
}

export function isInvalid(word: usize): bool {
  const before = load<u8>(word - 1)
  return (before == SPACE || before == UNDERSCORE) && reads(word, 'invalid')
}

export function isExpired(word: usize): bool {
  return reads(word - 1, ' expired')
}

export function isNoPermission(word: usize): bool {
  if (!reads(word, 'permission')) return false
  return reads(word - 3, 'no ') || reads(word + 10, ' deny')
}

export function isTrialEdition(word: usize): bool {
  return reads(word, 'trial edition')
}

export function isNotSubscribed(word: usize): bool {
  return reads(word, 'not subscribed')
}

export function isTokenFailed(word: usize): bool {
  return reads(word, 'token_failed')
}

export function isResult(word: usize): bool {
  return reads(word, 'result') && opensObject(word) && separatorFollows(word + 6)
}

/**
 * Whether a key or a word of its own starts here: not the tail of `statusCode`, `exit_code` or `barcode`. The last byte
 * before it tells which of the exceptions it could be, if any.
 */
function startsKey(word: usize): bool {
  const before = load<u8>(word - 1)
  if (isLetter(before)) return startsBehindLetter(word, before | 0x20)
  if (isDigit(before)) return isEncodedQuote(word - 1)
  return (before != UNDERSCORE && before != MINUS) || isBehindError(word - 1)
}

/** Behind the letter of an escape, the end of a colour code, or `err` and `error`. */
function startsBehindLetter(word: usize, letter: u8): bool {
  if (letter == LETTER_R) return load<u8>(word - 2) == BACKSLASH || isBehindError(word)
  if (letter == LETTER_N || letter == LETTER_T) return load<u8>(word - 2) == BACKSLASH
  return load<u8>(word - 1) == LETTER_M && beforeColour(word - 1) != word - 1
}

const LETTER_N: u8 = 0x6e
const LETTER_R: u8 = 0x72
const LETTER_T: u8 = 0x74

function isBehindError(end: usize): bool {
  return reads(end - 3, 'err') || reads(end - 5, 'error')
}

/** `&quot;`, `%22`, `%27`, `\x22`, `\u0022`: a quote, written for a place where quotes would end something. */
const HTML_QUOTE: string = '&quot;'
const PERCENT: string = '%'
const HEX: string = '\\x'
const UNICODE: string = '\\u00'

function isEncodedQuote(last: usize): bool {
  const digits = last - 1
  if (!isQuoteNumber(digits)) return false
  return (
    reads(digits - PERCENT.length, PERCENT) ||
    reads(digits - HEX.length, HEX) ||
    reads(digits - UNICODE.length, UNICODE)
  )
}

/** Bytes of the encoded quote at `at`; 0 if there is none. */
function encodedQuoteLength(at: usize): usize {
  if (reads(at, HTML_QUOTE)) return HTML_QUOTE.length
  const lead = leadLength(at)
  return lead != 0 && isQuoteNumber(at + lead) ? lead + 2 : 0
}

function leadLength(at: usize): usize {
  if (reads(at, PERCENT)) return <usize>PERCENT.length
  if (reads(at, HEX)) return <usize>HEX.length
  return reads(at, UNICODE) ? <usize>UNICODE.length : 0
}

function isQuoteNumber(at: usize): bool {
  return reads(at, '22') || reads(at, '27')
}

/** `error:(USERCODE_INCORRECT)`: a word for a number, in brackets; words of prose have no underscore. */
function codeWordFollows(end: usize): bool {
  let at = end
  while (at < end + WORD_GAP_BYTES_MAX && (load<u8>(at) == SPACE || load<u8>(at) == COLON)) at++
  if (load<u8>(at) != OPENING_PARENTHESIS) return false
  const start = at + 1
  let joined = false
  for (at = start; at < start + WORD_BYTES_MAX; at++) {
    const byte = load<u8>(at)
    if (byte == UNDERSCORE) joined = true
    else if (!isLetter(byte) && !isDigit(byte)) break
  }
  return joined && load<u8>(at) == CLOSING_PARENTHESIS
}

/** A colon and blanks between `error` and its bracket. */
const WORD_GAP_BYTES_MAX: usize = 3

/** The longest word of the cloud's has 45. */
const WORD_BYTES_MAX: usize = 60

/** A brace, a blank, an escaped quote: `{ \"result`. */
const RESULT_GAP_BYTES_MAX: usize = 3

function opensObject(word: usize): bool {
  for (let gap: usize = 0; gap <= RESULT_GAP_BYTES_MAX; gap++) {
    const byte = load<u8>(word - 1 - gap)
    if (byte == OPENING_BRACE) return true
    if (byte != SPACE && byte != BACKSLASH && !isQuote(byte)) return false
  }
  return false
}

function isQuote(byte: u8): bool {
  return byte == DOUBLE_QUOTE || byte == SINGLE_QUOTE
}

/** What stands between the halves of `error_code`, `error-msg`, `error code`. */
function isJoint(byte: u8): bool {
  return byte == UNDERSCORE || byte == MINUS || byte == SPACE
}
