// AssemblyScript. The loop over every byte of every log: nothing that is called, nothing that is rare.

import { PLACE_BYTES, TABLE_BYTES, TABLES } from './marks'

/** Bytes that are looked at in one turn: two vectors. */
export const TURN_BYTES: usize = 32

/** Line feeds in the bytes passed since it was set. */
export let lineFeeds: u32 = 0

export function countLineFeeds(count: u32): void {
  lineFeeds = count
}

/** Of the turn at which a search stopped: the buckets of the marks that end at each byte, and its line feeds as bits. */
export const ENDING: usize = memory.data(32)
export let feedBits: u32 = 0

/** Passes turns without marks and answers where one with marks starts, or `to` and more. */
export function seek(from: usize, to: usize): usize {
  // From memory, so that the compiler keeps them in registers; constants it would make anew in each turn.
  const low1 = v128.load(TABLES)
  const high1 = v128.load(TABLES + TABLE_BYTES)
  const low2 = v128.load(TABLES + PLACE_BYTES)
  const high2 = v128.load(TABLES + PLACE_BYTES + TABLE_BYTES)
  const low3 = v128.load(TABLES + 2 * PLACE_BYTES)
  const high3 = v128.load(TABLES + 2 * PLACE_BYTES + TABLE_BYTES)
  const half = v128.load_splat<u8>(HALF)
  const lineFeed = v128.load_splat<u8>(FEED)
  const nothing = i8x16.splat(0)
  // Before the first byte stands one that only the marks accept which accept any.
  let first = among(low1, high1, nothing, nothing)
  let second = nothing
  let feeds: u32 = 0
  let at = from
  for (; at < to; at += TURN_BYTES) {
    const block = v128.load(at)
    const low = v128.and(block, half)
    const high = v128.and(i16x8.shr_u(block, 4), half)
    const first0 = among(low1, high1, low, high)
    const second0 = among(low2, high2, low, high)
    const marks = v128.and(
      v128.and(twoBefore(first, first0), oneBefore(second, second0)),
      among(low3, high3, low, high),
    )
    const next = v128.load(at, 16)
    const nextLow = v128.and(next, half)
    const nextHigh = v128.and(i16x8.shr_u(next, 4), half)
    first = among(low1, high1, nextLow, nextHigh)
    second = among(low2, high2, nextLow, nextHigh)
    const nextMarks = v128.and(
      v128.and(twoBefore(first0, first), oneBefore(second0, second)),
      among(low3, high3, nextLow, nextHigh),
    )
    const bits =
      i8x16.bitmask(i8x16.eq(block, lineFeed)) | (i8x16.bitmask(i8x16.eq(next, lineFeed)) << 16)
    if (v128.any_true(v128.or(marks, nextMarks))) {
      v128.store(ENDING, marks)
      v128.store(ENDING, nextMarks, 16)
      feedBits = bits
      break
    }
    feeds += popcnt(bits)
  }
  lineFeeds += feeds
  return at
}

/** For each byte the buckets that its halves have in common. */
// @ts-ignore: a decorator of AssemblyScript
@inline
function among(lows: v128, highs: v128, low: v128, high: v128): v128 {
  // Halves are below 16: there the relaxed form means the same as the strict one, on every processor.
  return v128.and(i8x16.relaxed_swizzle(lows, low), i8x16.relaxed_swizzle(highs, high))
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function oneBefore(a: v128, b: v128): v128 {
  return v128.shuffle<u8>(a, b, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30)
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function twoBefore(a: v128, b: v128): v128 {
  return v128.shuffle<u8>(a, b, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29)
}

const HALF: usize = memory.data<u8>([0x0f])
const FEED: usize = memory.data<u8>([0x0a])
