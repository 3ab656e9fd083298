import type { Extraction, FileContext, RecentCode, Response } from '../types/record.ts'
import type { Forms } from '../types/sift.ts'
import type { Millis } from '../types/time.ts'

/** What recalling asks of the other stages. */
export interface RecallPorts {
  readonly forms: Forms
  /**
   * Reads a line that stands at `ALONE`, with nothing in its file's context but perhaps a sign of Tuya on the line
   * before; `undefined` where it is no record by itself.
   */
  readonly readAlone: (line: Buffer, tuyaNear: boolean) => Extraction | undefined
  /** The time that a logger printed on a line. */
  readonly lineTime: (line: string, near: Millis | undefined) => Millis | undefined
  readonly inContext: InContext
}

/** What the file around a line adds to what the line says by itself. */
export interface InContext {
  readonly isTuyaNear: (context: FileContext, line: number) => boolean
  readonly placeOf: (own: Place, context: FileContext, line: number) => Place
  readonly isEcho: (own: Print, context: FileContext, line: number) => boolean
  readonly after: (context: FileContext, traces: Traces, line: number) => FileContext
}

export type Place = Pick<Response, 'path' | 'method' | 'device'>

/** What decides whether an answer is printed again. */
export interface Print extends Pick<Response, 'code' | 'shape' | 'echo'> {
  /** It has a tid or a `t`. */
  readonly identified: boolean
}

/** What a line says by itself to those behind it. */
export interface Traces {
  /** It names Tuya, or holds an answer with a tid. */
  readonly tuya: boolean
  readonly request: Place | undefined
  /** Of its answers, in the order of their places. */
  readonly codes: readonly Omit<RecentCode, 'line'>[]
}
