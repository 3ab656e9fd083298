import { lineNumberAt, type Page } from './page.ts'

/** The most of a log that is shown around an answer: an envelope and its line's head fit. */
export const SAMPLE_CHARS_MAX = 500

/** Of that, kept before the code when the line is long. */
const BEFORE_CHARS_MAX = 200

/** The record's text around `index`, from the start of its line if that is near enough. */
export function sampleAt(page: Page, index: number): string {
  const start = page.starts[lineNumberAt(page, index)] ?? 0
  const from = Math.max(start, index - BEFORE_CHARS_MAX)
  return page.text.slice(from, from + SAMPLE_CHARS_MAX).trimEnd()
}
