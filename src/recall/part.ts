/** A piece of a line. */
export interface Span {
  readonly from: number
  readonly to: number
}

/** What the lines of a form say at one place: all the same, each what stands there in it, or nothing. */
export type Part = string | Span | undefined

/** What one of some lines says, and that line. */
export interface Saying {
  readonly line: string
  readonly text: string | undefined
}

/** What lines of one form say, as a part of the form; `unknown` where they differ, but not by what stands at one place. */
export function partOf(sayings: readonly [Saying, ...Saying[]]): Part | 'unknown' {
  const [{ line, text }] = sayings
  if (sayings.every((other) => other.text === text)) return text
  if (text === undefined) return 'unknown'
  for (let from = line.indexOf(text); from !== -1; from = line.indexOf(text, from + 1)) {
    const span = { from, to: from + text.length }
    if (sayings.every((other) => textOf(span, other.line) === other.text)) return span
  }
  return 'unknown'
}

/** What a line of the form says there. */
export function textOf(part: Part, line: string): string | undefined {
  return typeof part === 'object' ? line.slice(part.from, part.to) : part
}
