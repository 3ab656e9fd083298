import {
  BACKSLASH,
  beforeColour,
  COLON,
  DOT,
  DOUBLE_QUOTE,
  isDigit,
  isLetter,
  LETTER_M,
  MINUS,
  numberFollows,
  reads,
  SINGLE_QUOTE,
  SLASH,
  SPACE,
  separatorFollows,
  UNDERSCORE,
  valueFollows,
} from './bytes.ts'

export function isCode(bytes: Uint8Array, at: number): boolean {
  const word = at - 1
  if (!reads(bytes, word, 'code') || !startsKey(bytes, word)) return false
  return valueFollows(bytes, word + 4 + encodedQuoteLength(bytes, word + 4))
}

export function isError(bytes: Uint8Array, at: number): boolean {
  if (!reads(bytes, at - 1, 'err')) return false
  const end = reads(bytes, at + 2, 'or') ? at + 4 : at + 2
  if (numberFollows(bytes, end) || codeWordFollows(bytes, end)) return true
  const next = isJoint(bytes[end]) ? end + 1 : end
  return reads(bytes, next, 'msg') || reads(bytes, next, 'message')
}

export function isSuccess(bytes: Uint8Array, at: number): boolean {
  if (!reads(bytes, at - 2, 'success')) return false
  return separatorFollows(bytes, at + 5) || encodedQuoteLength(bytes, at + 5) !== 0
}

export function isOffline(bytes: Uint8Array, at: number): boolean {
  return reads(bytes, at - 4, 'is offline')
}

/** `at` is within the last character of `错误码`, `返回码`. */
export function isChineseCode(bytes: Uint8Array, at: number): boolean {
  return characters(bytes, at - 1, 1) === '码' && valueFollows(bytes, at + 2)
}

export function isChineseTuya(bytes: Uint8Array, at: number): boolean {
  return characters(bytes, at - 1, 2) === '涂鸦'
}

/** So many characters of three bytes each. */
function characters(bytes: Uint8Array, at: number, count: number): string {
  return Buffer.from(bytes.subarray(Math.max(at, 0), at + 3 * count)).toString()
}

export function isTuya(bytes: Uint8Array, at: number): boolean {
  return reads(bytes, at - 1, 'tuya')
}

export function isIotBing(bytes: Uint8Array, at: number): boolean {
  return reads(bytes, at - 2, 'iotbing')
}

export function isRequestPath(bytes: Uint8Array, at: number): boolean {
  const end = bytes[at + 5]
  return (
    isDigit(bytes[at + 2]) &&
    bytes[at + 3] === DOT &&
    isDigit(bytes[at + 4]) &&
    (end === SLASH || end === BACKSLASH)
  )
}

export function isInvalid(bytes: Uint8Array, at: number): boolean {
  return (
    reads(bytes, at - 1, 'invalid') && (bytes[at - 2] === SPACE || bytes[at - 2] === UNDERSCORE)
  )
}

export function isExpired(bytes: Uint8Array, at: number): boolean {
  return reads(bytes, at - 2, ' expired')
}

export function isNoPermission(bytes: Uint8Array, at: number): boolean {
  if (!reads(bytes, at - 2, 'permission')) return false
  return reads(bytes, at - 5, 'no ') || reads(bytes, at + 8, ' deny')
}

export function isTrialEdition(bytes: Uint8Array, at: number): boolean {
  return reads(bytes, at - 2, 'trial edition')
}

export function isNotSubscribed(bytes: Uint8Array, at: number): boolean {
  return reads(bytes, at - 6, 'not subscribed')
}

export function isTokenFailed(bytes: Uint8Array, at: number): boolean {
  return reads(bytes, at - 5, 'token_failed')
}

export function isResult(bytes: Uint8Array, at: number): boolean {
  const word = at - 4
  return reads(bytes, word, 'result') && opensObject(bytes, word) && separatorFollows(bytes, at + 2)
}

/** Whether a key or a word of its own starts here: not the tail of `statusCode`, `exit_code` or `barcode`. */
function startsKey(bytes: Uint8Array, word: number): boolean {
  const before = bytes[word - 1]
  const joint = before === UNDERSCORE || before === MINUS
  if (!isLetter(before) && !isDigit(before) && !joint) return true
  if (isEscape(bytes, word - 2) || isEncodedQuote(bytes, word - 1)) return true
  if (before === LETTER_M && beforeColour(bytes, word - 1) !== word - 1) return true
  const end = joint ? word - 1 : word
  return reads(bytes, end - 3, 'err') || reads(bytes, end - 5, 'error')
}

function isEscape(bytes: Uint8Array, at: number): boolean {
  return reads(bytes, at, '\\n') || reads(bytes, at, '\\r') || reads(bytes, at, '\\t')
}

/** `&quot;`, `%22`, `%27`, `\x22`, `\u0022`: a quote, written for a place where quotes would end something. */
const HTML_QUOTE = '&quot;'
const QUOTE_LEADS = ['%', '\\x', '\\u00']

function isEncodedQuote(bytes: Uint8Array, last: number): boolean {
  const digits = last - 1
  return (
    isQuoteNumber(bytes, digits) &&
    QUOTE_LEADS.some((lead) => reads(bytes, digits - lead.length, lead))
  )
}

/** Bytes of the encoded quote at `at`; 0 if there is none. */
function encodedQuoteLength(bytes: Uint8Array, at: number): number {
  if (reads(bytes, at, HTML_QUOTE)) return HTML_QUOTE.length
  const lead = QUOTE_LEADS.find((one) => reads(bytes, at, one))
  return lead !== undefined && isQuoteNumber(bytes, at + lead.length) ? lead.length + 2 : 0
}

function isQuoteNumber(bytes: Uint8Array, at: number): boolean {
  return reads(bytes, at, '22') || reads(bytes, at, '27')
}

/** `error:(USERCODE_INCORRECT)`: a word for a number, in brackets; words of prose have no underscore. */
function codeWordFollows(bytes: Uint8Array, end: number): boolean {
  let at = end
  while (at < end + WORD_GAP_BYTES_MAX && (bytes[at] === SPACE || bytes[at] === COLON)) at++
  if (bytes[at] !== OPENING_PARENTHESIS) return false
  const start = at + 1
  let joined = false
  for (at = start; at < start + WORD_BYTES_MAX; at++) {
    if (bytes[at] === UNDERSCORE) joined = true
    else if (!isLetter(bytes[at]) && !isDigit(bytes[at])) break
  }
  return joined && bytes[at] === CLOSING_PARENTHESIS
}

/** A colon and blanks between `error` and its bracket. */
const WORD_GAP_BYTES_MAX = 3

/** The longest word of the cloud's has 45. */
const WORD_BYTES_MAX = 60
const OPENING_PARENTHESIS = 0x28
const CLOSING_PARENTHESIS = 0x29

function opensObject(bytes: Uint8Array, word: number): boolean {
  for (let at = word - 1; at >= word - 1 - RESULT_GAP_BYTES_MAX; at--) {
    const byte = bytes[at]
    if (byte === OPENING_BRACE) return true
    if (byte !== SPACE && byte !== BACKSLASH && !isQuote(byte)) return false
  }
  return false
}

/** A brace, a blank, an escaped quote: `{ \"result`. */
const RESULT_GAP_BYTES_MAX = 3
const OPENING_BRACE = 0x7b

function isQuote(byte: number | undefined): boolean {
  return byte === DOUBLE_QUOTE || byte === SINGLE_QUOTE
}

/** What stands between the halves of `error_code`, `error-msg`, `error code`. */
function isJoint(byte: number | undefined): boolean {
  return byte === UNDERSCORE || byte === MINUS || byte === SPACE
}
