import type { Category } from './catalog.ts'
import type { Pairs } from './state.ts'
import { MINUTE, type Millis } from './time.ts'

/** The calls that a project's plan allows. */
export interface QuotaPlan {
  readonly project: string
  readonly calls: number
  readonly period: 'daily' | 'monthly'
  /** Day of the month, 1 to 31; in a month that is too short, its last one. */
  readonly resetsOn: number
  readonly timezone: string
  /** What Tuya's console showed, and when. */
  readonly shown?: { readonly used: number; readonly at: Millis }
  /** Categories of answers that the plan does not count; every other answer is a call. */
  readonly exclude: readonly Category[]
}

/** Every time zone is a multiple of this from UTC, so a day of any zone begins with a slot. */
export const SLOT_MS: Millis = 15 * MINUTE

/** The calls of one project within [start, start + `SLOT_MS`). Sums: the order of answers never matters. */
export interface CallSlot {
  readonly project: string
  readonly start: Millis
  /** Answers, errors too. */
  readonly calls: number
  /** Errors by category. */
  readonly categories: Pairs
  /** Calls by `callerKey`, at most `CALLERS_MAX`; the rest under `other`. */
  readonly callers: Pairs
}

/** Callers told apart within a slot. */
export const CALLERS_MAX = 20

/** Where the slot begins that a moment lies in. */
export function slotStart(at: Millis): Millis {
  return Math.floor(at / SLOT_MS) * SLOT_MS
}

export function slotKey(project: string, start: Millis): string {
  return `${project}${SEPARATOR}${start}`
}

/** Who calls: an API, without the ids in its path, and a log. */
export function callerKey(api: string, source: string): string {
  return `${api}${SEPARATOR}${source}`
}

export function callerOf(key: string): { readonly api: string; readonly source: string } {
  const [api = '', source = ''] = key.split(SEPARATOR)
  return { api, source }
}

const SEPARATOR = '\u001f'
