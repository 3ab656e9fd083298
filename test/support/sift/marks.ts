import { endsLineAfterOpener, goesOnInNextLine } from './line-end.ts'
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
} from './words.ts'

type Test = (bytes: Uint8Array, at: number) => boolean

interface Mark {
  /** Bytes that may come first and second; letters stand for both cases. */
  readonly first: string
  readonly second: string
  /** Decides from the neighbourhood of the first byte, at `at`. */
  readonly test: Test
}

/** Pairs that are rare in logs, each with the reading that makes it a hit. No pair belongs to two marks; at most 31. */
const MARKS: readonly Mark[] = [
  { first: 'o', second: 'd', test: isCode },
  { first: 'r', second: 'r', test: isError },
  { first: 'c', second: 'c', test: isSuccess },
  { first: 'u', second: 'y', test: isTuya },
  { first: 't', second: 'b', test: isIotBing },
  { first: '/', second: 'v', test: isRequestPath },
  { first: 'n', second: 'v', test: isInvalid },
  { first: 'x', second: 'p', test: isExpired },
  { first: 'r', second: 'm', test: isNoPermission },
  { first: 'i', second: 'a', test: isTrialEdition },
  { first: 'b', second: 's', test: isNotSubscribed },
  { first: '_', second: 'f', test: isTokenFailed },
  { first: 'l', second: 't', test: isResult },
  { first: 't', second: 'd', test: goesOnInNextLine },
  { first: 'f', second: 'f', test: isOffline },
  { first: '\u00a0', second: '\u0081', test: isChineseCode },
  { first: '\u00b6', second: '\u0082', test: isChineseTuya },
  { first: '{[( \t\rm', second: '\n\\', test: endsLineAfterOpener },
]

/** Byte -> bits of the marks that it may begin. */
export const FIRST: Int32Array = bitsByByte((mark) => mark.first)

/** Byte -> bits of the marks that it may complete. */
export const SECOND: Int32Array = bitsByByte((mark) => mark.second)

/** Whether the pair at `at`, which some mark has, is a hit. */
export function isHit(bytes: Uint8Array, at: number): boolean {
  const mark = (FIRST[bytes[at] ?? 0] ?? 0) & (SECOND[bytes[at + 1] ?? 0] ?? 0)
  return MARKS[31 - Math.clz32(mark)]?.test(bytes, at) ?? false
}

function bitsByByte(bytesOf: (mark: Mark) => string): Int32Array {
  const table = new Int32Array(256)
  MARKS.forEach((mark, bit) => {
    const letters = bytesOf(mark)
    for (const byte of Buffer.from(letters + letters.toUpperCase(), 'latin1')) {
      table[byte] = (table[byte] ?? 0) | (1 << bit)
    }
  })
  return table
}
