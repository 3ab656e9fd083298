/** A piece of a text. */
export interface Span {
  readonly from: number
  readonly to: number
}

/** What the texts of a form say at one place: all the same, each what stands there in it, or nothing. */
export type Part = string | Span | undefined

/** What is said in one of some texts, and that text. */
export interface Saying {
  readonly source: string
  readonly text: string | undefined
}

/** What texts of one form say, as a part of the form; `unknown` where they differ, but not by what stands at one place. */
export function partOf(sayings: readonly [Saying, ...Saying[]]): Part | 'unknown' {
  const [{ source, text }] = sayings
  if (sayings.every((other) => other.text === text)) return text
  if (text === undefined) return 'unknown'
  for (let from = source.indexOf(text); from !== -1; from = source.indexOf(text, from + 1)) {
    const span = { from, to: from + text.length }
    if (sayings.every((other) => textOf(span, other.source) === other.text)) return span
  }
  return 'unknown'
}

/** What a text of the form says there. */
export function textOf(part: Part, source: string): string | undefined {
  return typeof part === 'object' ? source.slice(part.from, part.to) : part
}
