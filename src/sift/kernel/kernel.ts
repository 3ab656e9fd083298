// AssemblyScript, compiled to WebAssembly by `npm run build:kernel`.

import { LINE_FEED } from './bytes'
import { isHit } from './marks'
export { blankedLine, formOf, learnForm } from './forms'
import { countLineFeeds, ENDING, feedBits, lineFeeds, seek, TURN_BYTES } from './seek'

/** Bytes of an entry: where a line starts, where it ends, how many line feeds stand before it. */
const ENTRY_BYTES: usize = 12

/** Line feeds in the bytes that were sifted last. */
export function lineFeedsSeen(): u32 {
  return lineFeeds
}

/**
 * Writes an entry to `out` for each line between `from` and `to` in which something is found, and returns how many.
 * Entries count from `from`. 64 bytes before and behind must be there; they are left as they were.
 */
export function sift(from: usize, to: usize, out: usize): u32 {
  const before = load<u8>(from - 1)
  const behind = v128.load(to)
  const farther = v128.load(to, 16)
  // A line feed on either side ends every walk along a line; behind it comes nothing that could be counted.
  store<u8>(from - 1, LINE_FEED)
  memory.fill(to, 0, TURN_BYTES)
  store<u8>(to, LINE_FEED)
  const found = siftLines(from, to, out)
  store<u8>(from - 1, before)
  v128.store(to, behind)
  v128.store(to, farther, 16)
  return found
}

function siftLines(from: usize, to: usize, out: usize): u32 {
  let entry = out
  countLineFeeds(0)
  let at = seek(from, to)
  while (at < to) {
    const hit = firstHit(at, to)
    // Without a hit the last two bytes are looked at again: a mark may begin there.
    const passed = hit != 0 ? hit - at : TURN_BYTES - 2
    countLineFeeds(lineFeeds + popcnt(feedBits & ((1 << <u32>passed) - 1)))
    at += passed
    if (hit != 0) {
      at = lineEnd(hit)
      enter(entry, lineStart(hit) - from, at - from)
      entry += ENTRY_BYTES
    }
    at = seek(at, to)
  }
  // The line feed at `to` is none of the log's.
  if (at > to) countLineFeeds(lineFeeds - 1)
  return <u32>((entry - out) / ENTRY_BYTES)
}

/** Where the first mark of the turn that is a hit ends; 0 if none is one. */
function firstHit(at: usize, to: usize): usize {
  for (let rest = endings(); rest != 0; rest &= rest - 1) {
    const end = <usize>ctz(rest)
    if (at + end >= to) return 0
    if (isHit(at + end - 2, load<u8>(ENDING + end))) return at + end
  }
  return 0
}

/** The bytes of the turn at which a mark ends, as bits. */
function endings(): u32 {
  const nothing = i8x16.splat(0)
  const marks = i8x16.bitmask(i8x16.ne(v128.load(ENDING), nothing))
  return marks | (i8x16.bitmask(i8x16.ne(v128.load(ENDING, 16), nothing)) << 16)
}

function enter(entry: usize, start: usize, end: usize): void {
  store<u32>(entry, <u32>start)
  store<u32>(entry, <u32>end, 4)
  store<u32>(entry, lineFeeds, 8)
}

/** Where the line starts in which a mark ends at `end`. */
function lineStart(end: usize): usize {
  const lineFeed = i8x16.splat(LINE_FEED)
  let block = end - 1
  for (;;) {
    block -= 16
    const feeds = i8x16.bitmask(i8x16.eq(v128.load(block), lineFeed))
    if (feeds != 0) return block + 32 - <usize>clz(feeds)
  }
  return 0
}

/** Where the first line feed at or behind `at` stands. */
function lineEnd(at: usize): usize {
  const lineFeed = i8x16.splat(LINE_FEED)
  let block = at
  for (;;) {
    const feeds = i8x16.bitmask(i8x16.eq(v128.load(block), lineFeed))
    if (feeds != 0) return block + <usize>ctz(feeds)
    block += 16
  }
  return 0
}
