/**
 * The lines of a chunk in which something could matter, ascending. Numbers count from the chunk's first byte.
 * A view into memory that the next search uses again.
 */
export interface FoundLines {
  readonly count: number
  /** `FOUND_FIELDS` numbers a line: where it starts, where it ends, how many line feeds stand before it. */
  readonly fields: Int32Array
  /** Line feeds of the whole chunk. */
  readonly lineFeeds: number
}

export const FOUND_FIELDS = 3
export const FOUND_START = 0
/** The offset of its line feed, or the length of the chunk where it has none yet. */
export const FOUND_END = 1
export const FOUND_LINE_FEEDS = 2
