import * as z from 'zod'
import { CATEGORIES, type Entry, KINDS, SCOPES, SEVERITIES } from '../types/catalog.ts'
import { kindOf } from './kinds.ts'

const words = z.string().trim().min(1)
const list = z.tuple([words], words)
const page = z.url({ protocol: /^https?$/ })

const when = z
  .strictObject({ message: words.exactOptional(), path: list.exactOptional() })
  .refine(({ message, path }) => message !== undefined || path !== undefined, {
    error: 'expected a message, a path or both, got neither',
  })

const entry = z
  .strictObject({
    /** YAML reads digits as a number. */
    code: z.union([z.int(), words]).transform(String),
    when: when.exactOptional(),
    messages: list,
    category: z.enum(CATEGORIES).exclude(['unknown']),
    /** Needed where the category has several. */
    kind: z.enum(KINDS).exclude(['unknown']).optional(),
    scope: z.enum(SCOPES),
    severity: z.enum(SEVERITIES),
    retryable: z.boolean(),
    who: words,
    meaning: words,
    advice: list,
    link: page.exactOptional(),
    source: words.exactOptional(),
  })
  .transform((given, context) => {
    const found = kindOf(given.category, given.kind)
    if (found.ok) return { ...given, kind: found.kind }
    context.addIssue({ code: 'custom', path: ['kind'], message: found.message })
    return z.NEVER
  })

/** A file of the catalog; `link` and `source` stand for all of its entries that give none of their own. */
export const catalogFile = z.strictObject({
  link: page.optional(),
  source: words.optional(),
  entries: z.array(entry).superRefine((entries, context) => {
    const seen = new Set<string>()
    for (const [i, given] of entries.entries()) {
      const key = meaningKey(given)
      if (seen.has(key)) {
        const message = `code ${given.code} stands above already: a second meaning needs another when`
        context.addIssue({ code: 'custom', path: [i, 'code'], message })
      }
      seen.add(key)
    }
  }),
})

export type GivenFile = z.output<typeof catalogFile>

/** Equal for two entries of which the later replaces the earlier. */
export function meaningKey({ code, when }: Pick<Entry, 'code' | 'when'>): string {
  return JSON.stringify([code, when?.message, when?.path])
}
