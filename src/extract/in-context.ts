import type { FileContext, LastRequest, RecentCode, Response } from '../types/record.ts'
import { isTuyaNear } from './context.ts'
import { ECHO_CODES_MAX, isRecent, stoodLately } from './echo.ts'
import { REQUEST_LINES } from './places.ts'

type Place = Pick<Response, 'path' | 'method' | 'device'>

/** What a record says by itself to those behind it. */
interface Traces {
  readonly tuyaLine: number | undefined
  readonly request: (Place & { readonly line: number }) | undefined
  readonly codes: readonly RecentCode[]
}

/** What `extract` makes of a file's context, for a record of which it is known what it says without any. */
export const inContext = { isTuyaNear, placeOf, isEcho, after }

/** The call that an answer belongs to: its own, else the one that the file logged before. */
function placeOf(own: Place, { request }: FileContext, line: number): Place {
  if (own.path !== undefined || request === undefined) return own
  if (line - request.line > REQUEST_LINES) return own
  const { path, method, device } = request
  return { path, method: own.method ?? method, device: own.device ?? device }
}

/** Whether the answer is an echo by itself, or the file printed it before in another shape. */
function isEcho(
  own: Pick<Response, 'code' | 'shape' | 'echo'> & { readonly identified: boolean },
  { recent }: FileContext,
  line: number,
): boolean {
  if (own.echo || own.code === undefined || own.identified) return own.echo
  return stoodLately(own, line, recent)
}

/** What the records behind it may be judged by. */
function after(before: FileContext, traces: Traces, lastLine: number): FileContext {
  const tuyaLine = traces.tuyaLine ?? before.tuyaLine
  const request = traces.request ? requestOf(traces.request) : before.request
  const recent = recentAfter(before.recent, traces.codes, lastLine)
  // Written out, since copying objects that have a field or not takes longer than all the rest.
  if (request === undefined) return tuyaLine === undefined ? { recent } : { tuyaLine, recent }
  return tuyaLine === undefined ? { request, recent } : { tuyaLine, request, recent }
}

function requestOf({ path, method, device, line }: NonNullable<Traces['request']>): LastRequest {
  return {
    ...(path !== undefined && { path }),
    ...(method !== undefined && { method }),
    ...(device !== undefined && { device }),
    line,
  }
}

function recentAfter(
  before: readonly RecentCode[],
  codes: readonly RecentCode[],
  lastLine: number,
): readonly RecentCode[] {
  const near = before.every((other) => isRecent(other.line, lastLine))
    ? before
    : before.filter((other) => isRecent(other.line, lastLine))
  if (codes.length === 0) return near
  const all = near.length === 0 ? codes : [...near, ...codes]
  return all.length > ECHO_CODES_MAX ? all.slice(-ECHO_CODES_MAX) : all
}
