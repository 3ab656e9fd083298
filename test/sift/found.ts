import {
  FOUND_END,
  FOUND_FIELDS,
  FOUND_LINE_FEEDS,
  FOUND_START,
  type FoundLines,
} from '../../src/types/sift.ts'
import type { LineFound } from '../support/sift/reference.ts'

/** The lines found, as objects that outlive the next search. */
export function foundIn({ count, fields }: FoundLines): LineFound[] {
  const field = (line: number, which: number) => fields[line * FOUND_FIELDS + which] ?? Number.NaN
  return Array.from({ length: count }, (_, line) => ({
    start: field(line, FOUND_START),
    end: field(line, FOUND_END),
    lineFeeds: field(line, FOUND_LINE_FEEDS),
  }))
}
