import { type Paint, wrapped } from '../scan/words.ts'
import type { Rule } from '../types/rule.ts'

export interface ExplainStyle {
  /** Width of the terminal, or of the page that is written. */
  readonly columns: number
  readonly paint: Paint
  /** The rules whose judgement is told. */
  readonly rules: readonly Rule[]
}

/** Lines longer than this are hard to read, however wide the terminal is. */
const COLUMNS_MAX = 100

/** A paragraph indented by two; its further lines stand below the text behind `lead`. */
export function paragraph(text: string, { columns }: ExplainStyle, lead = ''): readonly string[] {
  const width = Math.min(columns, COLUMNS_MAX) - 2 - lead.length
  const indent = ' '.repeat(lead.length)
  return wrapped(text, width).map((line, i) => `  ${i === 0 ? lead : indent}${line}`)
}

/** Blocks of lines with an empty line between them. */
export function page(blocks: readonly (readonly string[])[]): string {
  return blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.join('\n')}\n`)
    .join('\n')
}
