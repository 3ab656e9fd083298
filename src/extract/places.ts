import type { LastRequest } from '../types/record.ts'
import { lineNumberAt, type Page } from './page.ts'
import { countBefore } from './search.ts'

/** Which call an answer belongs to. */
export interface Place {
  readonly path?: string
  readonly method?: string
  readonly device?: string
}

/** A logged request belongs to an answer at most this many lines later; in between others may have run. */
export const REQUEST_LINES = 20

/** All that a record says of calls, read once for all its answers. */
export interface Survey {
  readonly page: Page
  readonly paths: readonly Sight[]
  /** Device ids that stand under a key. */
  readonly ids: readonly Sight[]
}

interface Sight {
  readonly text: string
  readonly index: number
  /** Number of the line within the record. */
  readonly line: number
}

export function surveyOf(page: Page): Survey {
  return { page, paths: pathsIn(page), ids: idsIn(page) }
}

function pathsIn(page: Page): readonly Sight[] {
  if (!page.plain.includes('/v')) return []
  return [...page.plain.matchAll(PATH)].map((match) => sight(match[0], match.index, page))
}

function idsIn(page: Page): readonly Sight[] {
  if (!DEVICE.test(page.plain)) return []
  return [...page.plain.matchAll(KEYED)].flatMap((match) => {
    const id = match[1] ?? ''
    return ID.test(id) ? [sight(id, match.index, page)] : []
  })
}

function sight(text: string, index: number, page: Page): Sight {
  return { text, index, line: lineNumberAt(page, index) }
}

/** The call that the record itself names nearest to `index`: on its line, else before it, else behind. */
export function placeIn(survey: Survey, index: number): Place {
  const { page, paths } = survey
  const line = lineNumberAt(page, index)
  const before = countBefore(paths, index + 1, indexOf)
  const next = paths[before]
  const path = next?.line === line ? next : (paths[before - 1] ?? next)
  return placeOf(path, survey, index)
}

function indexOf({ index }: Sight): number {
  return index
}

/** The last request that the record shows, for answers in records behind it. */
export function requestIn(survey: Survey): LastRequest | undefined {
  const last = survey.paths.at(-1)
  const line = last && survey.page.lines[last.line]
  return line && { ...placeOf(last, survey, last.index), line: line.number }
}

/** The record's own word first; then the last request's, if it is near enough. */
export function placeOrRequest(
  place: Place,
  request: LastRequest | undefined,
  line: number,
): Place {
  if (place.path !== undefined || !request || line - request.line > REQUEST_LINES) return place
  const { path, method, device } = request
  return {
    ...(path === undefined ? {} : { path }),
    ...(method === undefined ? {} : { method }),
    ...(device === undefined ? {} : { device }),
    ...place,
  }
}

/** Of `https://openapi.tuyaeu.com/v1.0/devices/x?size=1` or `path = /v1.0/devices/x` the path without the query. */
const PATH = /\/v\d{1,2}\.\d{1,2}\/[\w\-./:%@]{1,300}/g

function placeOf(path: Sight | undefined, { page, ids }: Survey, index: number): Place {
  const method = path && methodNear(page, path.line)
  const keyed = ids[countBefore(ids, index + 1, indexOf) - 1] ?? ids[0]
  const device = deviceInPath(path?.text) ?? keyed?.text
  return {
    ...(path === undefined ? {} : { path: path.text.replace(/[.:]+$/, '') }),
    ...(method === undefined ? {} : { method }),
    ...(device === undefined ? {} : { device }),
  }
}

const METHOD =
  /\b(?:method\b["']?\s{0,3}[=:]\s{0,3}[{"']?(get|post|put|delete|patch)\b|(GET|POST|PUT|DELETE|PATCH)\b)/i

/** On the line of the path; in a dump over many lines, in the lines just above it. */
function methodNear(page: Page, line: number): string | undefined {
  for (const back of [0, 1, 2, 3]) {
    const start = page.starts[line - back]
    if (start === undefined) return undefined
    const end = page.starts[line - back + 1] ?? page.plain.length
    const match = METHOD.exec(page.plain.slice(start, Math.min(end, start + METHOD_CHARS_MAX)))
    const method = match?.[1] ?? match?.[2]
    if (method) return method.toUpperCase()
  }
  return undefined
}

/** A method stands at the head of its line. */
const METHOD_CHARS_MAX = 2_000

/** Tuya's device ids: letters and digits, 16 to 22 of them; virtual ones begin with `vdevo`. */
const ID = /^(?=.*\d)[0-9a-z]{12,40}$/i

const IN_PATH = /\/(?:devices|infrareds|thing|remotes|door-locks|cameras)\/([^/?]+)/g

function deviceInPath(path: string | undefined): string | undefined {
  if (path === undefined) return undefined
  return [...path.matchAll(IN_PATH)].map((match) => match[1] ?? '').find((id) => ID.test(id))
}

/** One look that most records pass. */
const DEVICE = /dev(?:ice|_?id)/i

const KEYED =
  /\b(?:dev(?:ice)?_?id|device)\b["']{0,2}\s{0,3}(?:=>|[:=])?\s{0,3}["']?([0-9a-z]{12,40})\b/gi
