import { LINE_FEED } from './bytes.ts'
import { FIRST, isHit, SECOND } from './marks.ts'

/** A line in which something was found. Offsets and line feeds count from the first byte. */
export interface LineFound {
  readonly start: number
  readonly end: number
  readonly lineFeeds: number
}

/**
 * The reference that the kernel is held against: says by other means, byte by byte and in plain TypeScript, what the
 * table at `Sift.find` says. A hit is a pair of bytes whose neighbourhood, never across a line feed, reads as it must.
 */
export function linesFound(bytes: Uint8Array): LineFound[] {
  const text = Buffer.from(bytes)
  const lines: LineFound[] = []
  for (let at = nextHit(text, 0); at !== -1; ) {
    const end = text.indexOf(LINE_FEED, at)
    lines.push(lineAt(text, at, end === -1 ? text.length : end))
    at = end === -1 ? -1 : nextHit(text, end)
  }
  return lines
}

function lineAt(bytes: Buffer, hit: number, end: number): LineFound {
  const start = bytes.subarray(0, hit).lastIndexOf(LINE_FEED) + 1
  const lineFeeds = bytes.subarray(0, start).filter((byte) => byte === LINE_FEED).length
  return { start, end, lineFeeds }
}

/** Offset of the first hit at or behind `from`, or -1. */
function nextHit(bytes: Buffer, from: number): number {
  let at = nextPair(bytes, from)
  while (at !== -1 && !isHit(bytes, at)) at = nextPair(bytes, at + 1)
  return at
}

/** Offset of the first pair of a mark at or behind `from`, or -1. */
function nextPair(bytes: Uint8Array, from: number): number {
  let marks = 0
  for (let at = from; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0
    if ((marks & (SECOND[byte] ?? 0)) !== 0) return at - 1
    marks = FIRST[byte] ?? 0
  }
  return -1
}
