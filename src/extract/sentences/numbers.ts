import { type Knowledge, knowsMessage, plainMessage } from '../knowledge.ts'
import type { Page } from '../page.ts'
import { lengthAt } from '../values.ts'
import { type Spoken, spokenAfter } from './spoken.ts'

/** A number of the catalog beside the very message that the cloud sends with it: proof in any wording. */
export interface KnownNumber {
  readonly code: string
  readonly at: number
  readonly message: Spoken
}

/** `1004 -> Sign invalid`, `(1106): permission deny`, `token is expired (Code 1010)`, `28841001, msg=No permissions`. */
export function readKnownNumbers(page: Page, knowledge: Knowledge): readonly KnownNumber[] {
  const known = [...page.plain.matchAll(NUMBER)].filter(([code]) => knowledge.has(code))
  return known.slice(0, NUMBERS_MAX).flatMap((match) => {
    const code = match[0]
    const at = match.index
    const message = behind(page, knowledge, code, at) ?? inFront(page, knowledge, code, at)
    return message ? [{ code, at, message }] : []
  })
}

/** A record with more numbers of the table is data, not a sentence. */
const NUMBERS_MAX = 500

/**
 * Four digits and more: shorter ones are anything. Not part of a longer number, name or address, nor compared in code;
 * a colon before it is an address's unless a quote closes before that.
 */
const NUMBER = /(?<![\w./-]|[^"'\\]:|[=!<>]= ?)-?\d{4,8}(?!\w|[.:]\d)/g

/** Right behind the number, or behind the key of the message: `"status":1106,"desc":"permission deny"`. */
function behind(page: Page, knowledge: Knowledge, code: string, at: number): Spoken | undefined {
  const end = at + code.length
  return [end, end + lengthAt(MESSAGE_KEY, page.plain, end)]
    .map((from) => spokenAfter(page, from))
    .find(
      (spoken) => spoken && knowsMessage(knowledge, code, page.text.slice(spoken.from, spoken.to)),
    )
}

const MESSAGE_KEY =
  /\\*["']?[ ,;&)|]{1,4}\\*["']?[\p{L}_]{1,24}\\*["']?[ \t]?[:=][ \t]?(?=\\*["'\p{L}])\\*/uy

/** How far before its number a message may start. */
const IN_FRONT_CHARS_MAX = 200
const LEAD_IN = /[ ([:,=#-]{0,4}(?:error )?(?:code)?[ ([:,=#-]{0,4}$/i

function inFront(page: Page, knowledge: Knowledge, code: string, at: number): Spoken | undefined {
  const start = Math.max(page.plain.lastIndexOf('\n', at) + 1, at - IN_FRONT_CHARS_MAX)
  const text = page.text.slice(start, at)
  const to = at - (LEAD_IN.exec(text)?.[0].length ?? 0)
  const said = plainMessage(page.text.slice(start, to))
  for (const known of knowledge.get(code) ?? []) {
    if (known.length < IN_FRONT_MIN || !said.endsWith(known)) continue
    return { from: Math.max(start, startOf(page.text, to, known)), to }
  }
  return undefined
}

/** A short message ends too many other sentences. */
const IN_FRONT_MIN = 8

/** The index from which the text up to `to` says `known` and no more: it has at least as many characters. */
function startOf(text: string, to: number, known: string): number {
  for (let from = to - known.length; from > to - IN_FRONT_CHARS_MAX; from--) {
    if (plainMessage(text.slice(from, to)) === known) return from
  }
  return to - known.length
}
