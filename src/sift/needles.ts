import type { UserPattern } from '../types/config.ts'
import { LINE_FEED } from './bytes.ts'
import { requiredWord } from './required-word.ts'

/** What a line must hold to be looked at besides the sift's own marks. */
export type Needles = 'every_line' | readonly Uint8Array[]

/** For a file in which a user's patterns are tried: a word of each, or every line where one has none for certain. */
export function needlesOf(patterns: readonly UserPattern[]): Needles {
  const made = NEEDLES.get(patterns)
  if (made) return made
  const words = patterns.map(({ pattern }) => requiredWord(pattern))
  const certain = words.filter((word) => word !== undefined)
  const needles = certain.length < words.length ? 'every_line' : certain.map(bytesOf)
  NEEDLES.set(patterns, needles)
  return needles
}

/** A configuration's patterns are read again and again. */
const NEEDLES = new WeakMap<readonly UserPattern[], Needles>()

function bytesOf(word: string): Uint8Array {
  return Buffer.from(word)
}

/** The sift's hits and those of the needles, ascending; at most one a line of each kind. */
export function withNeedles(
  hits: readonly number[],
  bytes: Uint8Array,
  needles: Needles,
): readonly number[] {
  if (needles === 'every_line') return lineStarts(bytes)
  if (needles.length === 0) return hits
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  const found = needles.flatMap((needle) => linesWith(buffer, needle))
  return [...hits, ...found].sort((a, b) => a - b)
}

function lineStarts(bytes: Uint8Array): readonly number[] {
  const starts: number[] = []
  for (let at = 0; at < bytes.length; ) {
    starts.push(at)
    const end = bytes.indexOf(LINE_FEED, at)
    if (end === -1) break
    at = end + 1
  }
  return starts
}

function linesWith(bytes: Buffer, needle: Uint8Array): readonly number[] {
  const found: number[] = []
  let at = bytes.indexOf(needle)
  while (at !== -1) {
    found.push(at)
    const end = bytes.indexOf(LINE_FEED, at)
    at = end === -1 ? -1 : bytes.indexOf(needle, end)
  }
  return found
}
