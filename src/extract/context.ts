import type { FileContext, LogRecord } from '../types/record.ts'
import { type Occurrence, recentAfter } from './echo.ts'
import { lineNumberAt, type Page } from './page.ts'
import { requestIn, type Survey } from './places.ts'

/** Lines for which a file that named Tuya is believed to be talking of it still: a stack trace and a few requests. */
export const TUYA_NEAR_LINES = 300

/** Hosts (openapi.tuyaeu.com, apigw.iotbing.com), SDK loggers, packages and paths all hold one of these; or its Chinese name. */
const TUYA_WORD = /tuya|iotbing|涂鸦|塗鴉/gi

export function saysTuya(page: Page): boolean {
  return page.plain.search(TUYA_WORD) >= 0
}

export function isTuyaNear({ tuyaLine }: FileContext, firstLine: number): boolean {
  return tuyaLine !== undefined && firstLine - tuyaLine <= TUYA_NEAR_LINES
}

/** What later records of the file may be judged by, after this one. */
export function contextAfter(
  before: FileContext,
  record: LogRecord,
  survey: Survey,
  found: readonly Occurrence[],
): FileContext {
  const last = record.lines.at(-1) ?? record.lines[0]
  const tuyaLine = lastTuyaLine(survey.page, found) ?? before.tuyaLine
  const request = requestIn(survey) ?? before.request
  return {
    ...(tuyaLine === undefined ? {} : { tuyaLine }),
    ...(request === undefined ? {} : { request }),
    recent: recentAfter(before.recent, found, last.number),
  }
}

/** An envelope with a tid is as good a sign as the name. */
function lastTuyaLine(page: Page, found: readonly Occurrence[]): number | undefined {
  const word = lastWord(page.plain)
  const named = word === undefined ? undefined : page.lines[lineNumberAt(page, word)]?.number
  const signed = found.findLast(({ candidate }) => candidate.tid !== undefined)?.line
  if (named === undefined || signed === undefined) return named ?? signed
  return Math.max(named, signed)
}

/** Where the last of the words stands. */
function lastWord(text: string): number | undefined {
  let last: number | undefined
  TUYA_WORD.lastIndex = 0
  for (let match = TUYA_WORD.exec(text); match; match = TUYA_WORD.exec(text)) last = match.index
  return last
}
