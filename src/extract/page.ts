import type { LogRecord, RecordLine } from '../types/record.ts'
import { decoded } from './decode.ts'

/** The text of a record in the two spellings that reading needs, and the way back from an index to a line. */
export interface Page {
  readonly lines: LogRecord['lines']
  /** The decoded lines, joined by newlines: messages are cut out of this one. */
  readonly text: string
  /** Of the same length, with typographic quotes and full-width signs made plain: syntax is read from this one. */
  readonly plain: string
  /** Index in `text` at which each line starts. */
  readonly starts: readonly number[]
}

export function pageOf(lines: LogRecord['lines']): Page {
  const starts: number[] = []
  const bodies: string[] = []
  let length = 0
  for (const line of lines) {
    const body = decoded(line.text)
    starts.push(length)
    bodies.push(body)
    length += body.length + 1
  }
  const text = bodies.join('\n')
  return { lines, text, plain: plainOf(text), starts }
}

/** 0-based number, within the record, of the line that holds `index`. */
export function lineNumberAt(page: Page, index: number): number {
  let low = 0
  let high = page.starts.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((page.starts[middle] ?? 0) <= index) low = middle
    else high = middle - 1
  }
  return low
}

export function lineAt(page: Page, index: number): RecordLine {
  return page.lines[lineNumberAt(page, index)] ?? page.lines[0]
}

/** The piece of the same line that ends at `index`, at most `length` characters. */
export function textBefore(page: Page, index: number, length: number): string {
  const start = page.starts[lineNumberAt(page, index)] ?? 0
  return page.plain.slice(Math.max(start, index - length), index)
}

/** The piece of the same line that starts at `index`, at most `length` characters. */
export function textBehind(page: Page, index: number, length: number): string {
  const end = page.starts[lineNumberAt(page, index) + 1] ?? page.plain.length
  return page.plain.slice(index, Math.min(end, index + length))
}

/** One character for one, so that an index means the same place in both spellings. */
const PLAIN: Readonly<Record<string, string>> = {
  '“': '"',
  '”': '"',
  '„': '"',
  '‟': '"',
  '‘': "'",
  '’': "'",
  '‚': "'",
  '‛': "'",
  '«': '"',
  '»': '"',
  '：': ':',
  '＝': '=',
  '，': ',',
  '；': ';',
  '（': '(',
  '）': ')',
  '\u00a0': ' ',
}

function plainOf(text: string): string {
  return text.replace(/[“”„‟‘’‚‛«»：＝，；（）\u00a0]/g, (char) => PLAIN[char] ?? char)
}
