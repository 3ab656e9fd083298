// AssemblyScript. The marks: three bytes each that are rare in logs, and what must stand around them.

import { endsLineAfterOpener, goesOnInNextLine } from './line-end'
import {
  isChineseCode,
  isChineseTuya,
  isCode,
  isError,
  isExpired,
  isInvalid,
  isIotBing,
  isNoPermission,
  isNotSubscribed,
  isOffline,
  isRequestPath,
  isResult,
  isSuccess,
  isTokenFailed,
  isTrialEdition,
  isTuya,
} from './words'

/** Bytes that may stand at one place of a mark; letters stand for both cases. */
const ANY: string = ''
const DIGIT: string = '0123456789'

/**
 * Six tables of sixteen bytes: for each of the three places of a mark, by the low and by the high half of a byte, the
 * bits of the buckets to whose marks it may belong. Marks share a bucket where their bytes mix to few others.
 */
export const TABLES: usize = memory.data(6 * 16)

/** Of the table for one half of a byte. */
export const TABLE_BYTES: usize = 16

/** Of the two tables for one place of a mark. */
export const PLACE_BYTES: usize = 2 * TABLE_BYTES

addMark(0, 'o', 't', 'b')
addMark(0, 's', 't', 'd')
addMark(0, 'f', 'f', 'l')
addMark(1, 'c', 'o', 'd')
addMark(1, 'd', 'i', 't')
addMark(2, 'i', 's', 's')
addMark(2, 'b', 's', 'c')
addMark(2, 'n', '_', 'f')
addMark(3, '{[( \t\rm', '\\', 'nr')
addMark(4, 'e', 'r', 'r')
addMark(4, 'e', 'x', 'p')
addMark(5, 's', 'u', 'c')
addMark(5, 's', 'u', 'l')
addMark(5, 'u', 'y', 'a')
addMark(5, '/', 'v', DIGIT)
addMark(6, ANY, '{[( ', '\n')
addMark(6, '\u00e7', '\u00a0', '\u0081')
addMark(6, '\u00e6', '\u00b6', '\u0082')
addMark(7, ANY, '\t\rm', '\n')
addMark(7, 'i', 'n', 'v')

/** Whether one of the marks of these buckets, which begin at `at`, is a hit. */
export function isHit(at: usize, buckets: u32): bool {
  for (let rest = buckets; rest != 0; rest &= rest - 1) {
    if (isHitOf(ctz(rest), at)) return true
  }
  return false
}

function isHitOf(bucket: u32, at: usize): bool {
  const letter = load<u8>(at) | 0x20
  switch (bucket) {
    case 0:
      if (letter == LETTER_F) return isOffline(at - 1)
      return letter == LETTER_S ? goesOnInNextLine(at) : isIotBing(at - 1)
    case 1:
      return letter == LETTER_C ? isCode(at) : isTrialEdition(at - 7)
    case 2:
      return isNoPermission(at - 4) || isNotSubscribed(at - 6) || isTokenFailed(at - 4)
    case 3:
      return endsLineAfterOpener(at)
    case 4:
      return (load<u8>(at + 1) | 0x20) == LETTER_R ? isError(at) : isExpired(at)
    case 5:
      return isSuccess(at) || isResult(at - 2) || isTuya(at - 1) || isRequestPath(at)
    case 6:
      return endsLineAfterOpener(at + 1) || isChineseCode(at) || isChineseTuya(at)
    default:
      return endsLineAfterOpener(at + 1) || isInvalid(at)
  }
}

const LETTER_C: u8 = 0x63
const LETTER_F: u8 = 0x66
const LETTER_R: u8 = 0x72
const LETTER_S: u8 = 0x73

function addMark(bucket: u32, first: string, second: string, third: string): void {
  addBytes(0, bucket, first)
  addBytes(1, bucket, second)
  addBytes(2, bucket, third)
}

function addBytes(place: usize, bucket: u32, bytes: string): void {
  if (bytes.length == 0) for (let byte: u32 = 0; byte < 256; byte += 17) addByte(place, bucket, byte)
  for (let i = 0; i < bytes.length; i++) {
    const byte = load<u8>(changetype<usize>(bytes) + (<usize>i << 1))
    addByte(place, bucket, byte)
    if (byte >= 0x61 && byte <= 0x7a) addByte(place, bucket, byte ^ 0x20)
  }
}

function addByte(place: usize, bucket: u32, byte: u32): void {
  const table = TABLES + place * PLACE_BYTES
  addBit(table + (byte & 15), bucket)
  addBit(table + TABLE_BYTES + (byte >> 4), bucket)
}

function addBit(at: usize, bucket: u32): void {
  store<u8>(at, load<u8>(at) | <u8>(<u32>1 << bucket))
}
