import type { Quote, Separator } from './group.ts'
import { lengthAt } from './values.ts'

/** A key in front of its value. */
export interface Key {
  readonly key: string
  readonly quote: Quote
  readonly separator: Separator
  readonly from: number
  /** Where the value starts. */
  readonly next: number
}

/** Erlang closes its binaries before it (`<<"code">> =>`), Scala's maps have an arrow. */
const SEPARATOR = /(?:>>)?[ \t]{0,8}(=>|->|=(?![=>])|:(?!\/\/|:))[ \t]?/y

/** One look that most words pass. */
const BEGINS_SEPARATOR: ReadonlySet<string | undefined> = new Set(['>', ' ', '\t', '=', '-', ':'])

/** What stands between a key that ended at `at` and its value; `undefined` if it was no key. */
export function separatorAt(text: string, at: number): Pick<Key, 'separator' | 'next'> | undefined {
  if (!BEGINS_SEPARATOR.has(text[at])) return undefined
  SEPARATOR.lastIndex = at
  const match = SEPARATOR.exec(text)
  if (!match) return undefined
  const separator = match[1] === '=>' ? '=>' : match[1] === ':' ? ':' : '='
  return { separator, next: SEPARATOR.lastIndex }
}

const BRACKET_KEY = /\[(["']?)([A-Za-z_]\w{0,39})\1(?::[\w":]{1,40})?\]\s{0,4}=>/y

/** The key of print_r and var_dump that begins at the bracket at `at`: `[code] => 1106`, `["code"]=>`. */
export function bracketKeyAt(text: string, at: number): Key | undefined {
  BRACKET_KEY.lastIndex = at
  const match = BRACKET_KEY.exec(text)
  if (!match?.[2]) return undefined
  return { key: match[2], quote: '', separator: '=>', from: at, next: BRACKET_KEY.lastIndex }
}

/** Chinese and Japanese applications name their fields in their own words. */
const WORD = /[A-Za-z_$\u30a0-\u30ff\u4e00-\u9fff][\w$\u30a0-\u30ff\u4e00-\u9fff]*/y
const NUMBER = /\d[\w.]*/y

export function wordEnd(text: string, at: number): number | undefined {
  const length = lengthAt(WORD, text, at)
  return length > 0 ? at + length : undefined
}

export function numberEnd(text: string, at: number): number | undefined {
  const length = lengthAt(NUMBER, text, at)
  return length > 0 ? at + length : undefined
}

const GOES_ON =
  /[ \t>|]{0,40}(?:["'][\w.$-]{1,40}["']|["'[]{0,2}(?:code|msg|message|success|t|tid|result|status|error[ _]?(?:code|msg|message))["'\]]{0,2})[ \t]{0,8}[:=]/iy

/** The line at `at` begins with another key: in quotes any, without them one of an answer. */
export function goesOnAt(text: string, at: number): boolean {
  return lengthAt(GOES_ON, text, at) > 0
}
