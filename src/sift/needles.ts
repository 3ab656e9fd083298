import type { UserPattern } from '../types/config.ts'
import { FOUND_FIELDS, FOUND_START, type FoundLines } from '../types/sift.ts'
import { requiredWord } from './required-word.ts'

const LINE_FEED = 0x0a

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

/** The lines of the sift and those in which a needle stands. */
export function withNeedles(found: FoundLines, bytes: Uint8Array, needles: Needles): FoundLines {
  if (needles.length === 0) return found
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  const places = needles === 'every_line' ? needles : placesOf(buffer, needles)
  const fields: number[] = []
  let [next, place, lineFeeds] = [0, 0, 0]
  for (let start = 0; start < bytes.length; lineFeeds++) {
    const feed = buffer.indexOf(LINE_FEED, start)
    const end = feed === -1 ? bytes.length : feed
    const isFound = next < found.count && found.fields[next * FOUND_FIELDS + FOUND_START] === start
    const before = place
    while (places !== 'every_line' && (places[place] ?? end) < end) place++
    if (isFound || place > before || places === 'every_line') fields.push(start, end, lineFeeds)
    if (isFound) next++
    start = end + 1
  }
  const count = fields.length / FOUND_FIELDS
  return { count, fields: Int32Array.from(fields), lineFeeds: found.lineFeeds }
}

/** Where needles stand, ascending; at most one place a line of each. */
function placesOf(bytes: Buffer, needles: readonly Uint8Array[]): readonly number[] {
  return needles.flatMap((needle) => placesOfOne(bytes, needle)).sort((a, b) => a - b)
}

function placesOfOne(bytes: Buffer, needle: Uint8Array): readonly number[] {
  const places: number[] = []
  let at = bytes.indexOf(needle)
  while (at !== -1) {
    places.push(at)
    const end = bytes.indexOf(LINE_FEED, at)
    at = end === -1 ? -1 : bytes.indexOf(needle, end)
  }
  return places
}
