import * as z from 'zod'
import { kindOf } from '../yaml/wording.ts'

/** Characters of an offending value that a message repeats. */
const GOT_CHARS_MAX = 60

/** A string in a form of its own: `read` gives the value, or `undefined` for a string that has another form. */
export function text<T>(expected: string, read: (text: string) => T | undefined) {
  const wrong = (got: string) => `expected ${expected}, got ${got}`
  return z
    .string({ error: ({ input }) => wrong(kindOf(input ?? null)) })
    .transform((input, ctx): T => {
      const value = read(input)
      if (value !== undefined) return value
      ctx.addIssue({ code: 'custom', message: wrong(shown(input)), input })
      return z.NEVER
    })
}

/** A text as it stands, where `holds` says that it may stand. */
export function textThat(expected: string, holds: (text: string) => boolean) {
  return text(expected, (input) => (holds(input) ? input : undefined))
}

/** One value, or a list of at least one (or of none, where that says something); read as a list. */
export function oneOrMany<T extends z.ZodType>(item: T, atLeast: 0 | 1 = 1) {
  return z.union([item.transform((value) => [value]), z.array(item).min(atLeast)])
}

/** A value for a message: quoted, on one line, cut. */
export function shown(value: string): string {
  const quoted = JSON.stringify(value)
  return quoted.length <= GOT_CHARS_MAX ? quoted : `${quoted.slice(0, GOT_CHARS_MAX)}…"`
}
