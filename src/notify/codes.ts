import { grouped } from '../text/grouped.ts'
import { plural } from '../text/plural.ts'
import type { Catalog, Entry } from '../types/catalog.ts'
import type { KeyState } from '../types/state.ts'
import { cleanLine, inert } from './clean.ts'
import type { Table } from './model.ts'

/** What the mail is mainly about: the code that was counted most, and what the catalog knows of it. */
export interface Leading {
  /** `1010 “token invalid”`, or that and how many others. */
  readonly label: string
  readonly meaning: string
  readonly who: string
  readonly advice: readonly string[]
  readonly entry: Entry | undefined
}

/** `undefined` where no code was counted. */
export function leadingCode(counts: KeyState, catalog: Catalog): Leading | undefined {
  const [first, ...others] = codesByCount(counts)
  if (first === undefined) return undefined
  const [code] = first
  const entry = catalog.find(code)
  const rest = others.length > 0 ? ` and ${plural(others.length, 'other code')}` : ''
  return { label: `${nameOf(code, entry)}${rest}`, entry, ...(entry ?? unknownCode(code)) }
}

/** Codes with their counts and meanings, the most frequent first. */
export function codeTable(counts: KeyState, catalog: Catalog): Table {
  const all = codesByCount(counts)
  const rows = all.slice(0, CODES_MAX).map(([code, count]) => {
    const entry = catalog.find(code)
    const meaning = entry?.meaning ?? (code === OTHER ? 'further codes' : 'not in the catalog')
    return [shown(code), grouped(count), cleanLine(meaning, MEANING_MAX)]
  })
  const hidden = all.slice(CODES_MAX)
  const errors = hidden.reduce((sum, [, count]) => sum + count, 0)
  const rest = `and ${plural(hidden.length, 'more code')} with ${plural(errors, 'error')}`
  return { head: ['Code', 'Errors', 'Meaning'], rows, rest: hidden.length > 0 ? rest : '' }
}

/** `other`, the codes beyond the limit of a key, is never what a mail is about while there is another. */
export function codesByCount(counts: KeyState): [string, number][] {
  return Object.entries(counts.codes).sort(
    ([codeA, a], [codeB, b]) => Number(codeA === OTHER) - Number(codeB === OTHER) || b - a,
  )
}

function nameOf(code: string, entry: Entry | undefined): string {
  if (code === OTHER) return 'several codes'
  if (entry === undefined) return `unknown code ${shown(code)}`
  return `${shown(code)} “${cleanLine(entry.messages[0], MESSAGE_MAX)}”`
}

function unknownCode(code: string): Omit<Leading, 'label' | 'entry'> {
  return {
    meaning: `The answer has the shape of Tuya’s cloud, but the catalog does not know the code ${shown(code)}.`,
    who: 'developer',
    advice: [
      'Read the sample lines below: their message often says what is wrong.',
      'Look the code up in Tuya’s list of error codes, or ask Tuya’s support with the tid of a sample line.',
      'When you know, add it to a catalog file of your own: the next mail will explain it.',
    ],
  }
}

/** A code may be a word from the log. */
function shown(code: string): string {
  return inert(cleanLine(code, CODE_MAX))
}

/** Where `KeyState.codes` collects the codes beyond its limit. */
const OTHER = 'other'
/** Rows of the table: what a phone shows without scrolling twice. */
const CODES_MAX = 10
/** Characters; the longest word-code seen has 18, and a phone's line holds about 40. */
const CODE_MAX = 28
/** Characters of a wire message in a headline. */
const MESSAGE_MAX = 70
const MEANING_MAX = 160
