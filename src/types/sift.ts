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

/**
 * The forms of lines: a line with blanks where clocks, the milliseconds of an epoch and trace ids stand. A program prints
 * few of them, over and over.
 */
export interface Forms {
  /**
   * The number of the form of a line of the last search; `FORM_AGAIN` if it has none but was seen before, so that it is
   * worth one; `FORM_NONE` else. Offsets as in `FoundLines`.
   */
  readonly of: (start: number, end: number) => number
  /** Likewise of a text; one with letters outside of ASCII has no form. */
  readonly ofText: (text: string) => number
  /** Gives the form that was looked at last a number. It may forget all others, and then begins a new generation. */
  learn(): number
  /** Numbers of forms are those of one generation. */
  generation: number
  /** The line looked at last, of that length, with a byte below 0x20 for each that is blank; the same bytes where the same word stood. */
  readonly blanked: (length: number) => Uint8Array
}

export const FORM_NONE = -1
export const FORM_AGAIN = -2
