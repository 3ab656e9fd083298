import type { Catalog, Entry } from '../types/catalog.ts'
import { near } from '../yaml/suggest.ts'
import { meaningBlocks } from './explain-meaning.ts'
import { type ExplainStyle, page, paragraph } from './explain-page.ts'

/** What a colleague would answer who is asked for a code: each of its meanings, or, if there is none, what is near. */
export function explainCode(catalog: Catalog, code: string, style: ExplainStyle): string {
  const meanings = catalog.entries.filter((entry) => entry.code === code)
  if (meanings.length === 0) return page(unknownBlocks(catalog, code, style))
  const [first, ...others] = meanings.toSorted((a, b) => conditions(a) - conditions(b))
  const blocks = [first, ...others].flatMap((entry) =>
    entry === undefined ? [] : meaningBlocks(catalog, entry, style),
  )
  const intro = `${code} has ${meanings.length} meanings; the message next to it, or the path that was called, decides.`
  return page(meanings.length === 1 ? blocks : [[intro], ...blocks])
}

/** The meaning that holds otherwise comes first. */
function conditions({ when }: Entry): number {
  return when === undefined ? 0 : 1
}

/** What to do about an answer that nobody has described. */
export function unknownBlocks(
  catalog: Catalog,
  code: string,
  style: ExplainStyle,
): readonly (readonly string[])[] {
  const { paint } = style
  return [
    [`${paint('bold', code)} is not in the catalog.`],
    neighbours(catalog, code).map((entry) => `  near it: ${entry.code} ${entry.messages[0]}`),
    [
      ...paragraph('An answer with it is counted under category unknown, as a warning.', style),
      ...ADVICE.flatMap((step, i) => paragraph(step, style, `${i + 1}. `)),
    ],
  ]
}

const ADVICE = [
  'Read the message that stands next to the code in the log; it often says what is wrong.',
  'Ask Tuya’s support with the tid of one such answer, or look for the code at https://developer.tuya.com.',
  'When you know what it means, write it into a catalog file of your own (catalog: [our-codes.yaml]): reports and mails will say it from then on.',
]

/** Neighbours named. */
const NEAR_MAX = 5

/** A slip of the finger away, or else of the same family: the same first digits, the nearest number first. */
function neighbours(catalog: Catalog, code: string): readonly Entry[] {
  const codes = [...new Set(catalog.entries.map((entry) => entry.code))]
  const slips = near(code, codes, code.length < SHORT_CHARS ? 1 : 2)
  const family = codes
    .filter(
      (known) => known.length === FAMILY_CHARS && known.startsWith(code.slice(0, FAMILY_HEAD)),
    )
    .toSorted((a, b) => Math.abs(Number(a) - Number(code)) - Math.abs(Number(b) - Number(code)))
  return [...new Set([...slips, ...family])]
    .slice(0, NEAR_MAX)
    .flatMap((known) => catalog.find(known) ?? [])
}

/** Two slips in a short code lead to any other code. */
const SHORT_CHARS = 6

/** Newer codes have eight digits, the first five of which name the service: 28841…, 40003…, 60009…. */
const FAMILY_CHARS = 8
const FAMILY_HEAD = 5
