import {
  BACKSLASH,
  DOT,
  DOUBLE_QUOTE,
  isDigit,
  isLetter,
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
  return reads(bytes, word, 'code') && startsKey(bytes, word) && valueFollows(bytes, word + 4)
}

export function isError(bytes: Uint8Array, at: number): boolean {
  if (!reads(bytes, at - 1, 'err')) return false
  const end = reads(bytes, at + 2, 'or') ? at + 4 : at + 2
  if (numberFollows(bytes, end)) return true
  const next = isJoint(bytes[end]) ? end + 1 : end
  return reads(bytes, next, 'msg') || reads(bytes, next, 'message')
}

export function isSuccess(bytes: Uint8Array, at: number): boolean {
  return reads(bytes, at - 2, 'success') && separatorFollows(bytes, at + 5)
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
  if (isEscape(bytes, word - 2)) return true
  const end = joint ? word - 1 : word
  return reads(bytes, end - 3, 'err') || reads(bytes, end - 5, 'error')
}

function isEscape(bytes: Uint8Array, at: number): boolean {
  return reads(bytes, at, '\\n') || reads(bytes, at, '\\r') || reads(bytes, at, '\\t')
}

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
