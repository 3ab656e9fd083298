import type { Millis } from '../types/time.ts'
import type { Candidate } from './candidate.ts'
import { cleaned } from './clean.ts'
import type { Field } from './fields.ts'
import type { Group, Pair } from './group.ts'
import { type Knowledge, knowsMessage } from './knowledge.ts'
import type { Page } from './page.ts'
import { shapeOf } from './shapes/index.ts'

/** What a group of pairs says as an answer; `undefined` if it says nothing of one. */
export function envelopeOf(group: Group, page: Page, knowledge: Knowledge): Candidate | undefined {
  const code = codeOf(group, page, knowledge)
  const success = successOf(group, page)
  if (code === undefined) return success ? successIn(group, page) : markIn(group, success, page)
  const printed = printedOf(code, page).replace(NUMBER_SUFFIX, '$1')
  if (isFine(printed)) return success ? successIn(group, page) : undefined
  return {
    kind: 'failure',
    shape: shapeOf(group, code, page.plain),
    at: code.value.from,
    code: printed,
    ...detailsOf(group, page),
    ...knownMessageOf(group, printed, page, knowledge),
  }
}

/** Wrappers rename it to `errCode` or `err`; beside an id of the cloud's or the message of the code that is believed. */
function codeOf(group: Group, page: Page, knowledge: Knowledge): Pair | undefined {
  const { pairs } = group
  const renamed = pairs.get('foreign') ?? pairs.get('local')
  if (pairs.has('code') || !renamed) return pairs.get('code')
  const { message } = knownMessageOf(group, printedOf(renamed, page), page, knowledge)
  return message !== undefined || identityOf(group, page).tid ? renamed : undefined
}

/** InfluxDB's `1106i`, JavaScript's `1106n`, Kotlin's `1106L`. */
const NUMBER_SUFFIX = /^(-?\d+)[inLuU]$/

/** Of several messages, those of the brackets around included, the one that the cloud sends with this code. */
function knownMessageOf(
  { messages, parent }: Group,
  code: string,
  page: Page,
  knowledge: Knowledge,
): { message?: string } {
  const texts = [...messages, ...(parent?.messages ?? [])].map((pair) => printedOf(pair, page))
  const message = texts.find((text) => knowsMessage(knowledge, code, text))
  return message === undefined ? {} : { message }
}

/** Numbers that say that all is well; Java and Go print the code that a success lacks as nothing. */
export function isFine(code: string): boolean {
  return code === '0' || code === '200' || NOTHING.has(code)
}

/** It stands where it starts: it has no code to point at. */
function successIn(group: Group, page: Page): Candidate | undefined {
  const pair = group.pairs.get('success')
  if (!pair) return undefined
  const shape = shapeOf(group, pair, page.plain)
  return { kind: 'success', shape, at: group.from, ...detailsOf(group, page) }
}

/** Without a code only these are worth a reason: a failed envelope, and other people's error numbers. */
function markIn(group: Group, success: boolean | undefined, page: Page): Candidate | undefined {
  const { pairs } = group
  const failed = success === false && pairs.has('message')
  const local = LOCAL_ERROR.test(textOf(group, 'local', page) ?? '')
  if (!failed && !local && !pairs.has('foreign')) return undefined
  const pair = pairs.get('message') ?? pairs.get('local') ?? pairs.get('foreign')
  if (!pair) return undefined
  const shape = shapeOf(group, pair, page.plain)
  return { kind: 'mark', shape, at: pair.from, ...detailsOf(group, page) }
}

/** tinytuya's numbers for what went wrong on the local network. */
const LOCAL_ERROR = /^9\d\d$/

function detailsOf(group: Group, page: Page) {
  const message = textOf(group, 'message', page)
  return {
    from: group.from,
    to: group.to,
    group,
    ...identityOf(group, page),
    ...(message === undefined ? {} : { message }),
  }
}

function identityOf(group: Group, page: Page): { t?: Millis; tid?: string } {
  // openHAB's ResultResponse calls it so; elsewhere it is anybody's time.
  const key = group.label === 'Result' && group.opener === '{' ? 'timestamp' : 't'
  const t = textOf(group, key, page) ?? ''
  const tid = textOf(group, 'tid', page) ?? ''
  return {
    ...(/^\d{13}$/.test(t) ? { t: Number(t) } : {}),
    ...(TID.test(tid) && /\d/.test(tid) ? { tid } : {}),
  }
}

/** 32 hexadecimal digits; people who share a log scramble or mask some. Thread ids have the same key and are short numbers. */
const TID = /^(?=[\da-z*.]*[a-z*])[\da-z*.]{10,40}$/i

function successOf(group: Group, page: Page): boolean | undefined {
  const pair = group.pairs.get('success')
  if (!pair) return undefined
  const text = printedOf(pair, page).toLowerCase()
  if (text === 'true' || text === '1') return true
  if (text === 'false' || text === '0') return false
  // print_r shows false as nothing at all.
  return text === '' && pair.separator === '=>' ? false : undefined
}

/** How languages print that there is no value. */
const NOTHING: ReadonlySet<string> = new Set(['', 'null', 'None', 'undefined', '<nil>', 'nil'])

function textOf(group: Group, field: Field, page: Page): string | undefined {
  const pair = group.pairs.get(field)
  if (!pair || pair.value.kind === 'group') return undefined
  const text = printedOf(pair, page)
  return NOTHING.has(text) ? undefined : text
}

function printedOf({ value }: Pair, page: Page): string {
  return cleaned(page.text.slice(value.from, value.to))
}
