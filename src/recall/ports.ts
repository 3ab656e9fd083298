import type {
  Extraction,
  FileContext,
  LogRecord,
  RecentCode,
  RecordLine,
  Response,
} from '../types/record.ts'
import type { Forms } from '../types/sift.ts'
import type { Millis } from '../types/time.ts'

/** What recalling asks of the other stages. */
export interface RecallPorts {
  readonly forms: Forms
  /**
   * Reads a line that stands at `ALONE`, with nothing in its file's context but perhaps a sign of Tuya on the line before;
   * `undefined` where it is no record by itself.
   */
  readonly readLine: (line: Buffer, tuyaNear: boolean) => Extraction | undefined
  /** Reads a record that begins at `ALONE`, likewise. */
  readonly readRecord: (record: LogRecord, tuyaNear: boolean) => Extraction
  /** The time that a logger printed on a line. */
  readonly lineTime: (line: string, near: Millis | undefined) => Millis | undefined
  /** The number means something by itself: a text with it is not read like others of its form. */
  readonly isTelling: (number: string) => boolean
  readonly inContext: InContext
}

/** What the file around a record adds to what the record says by itself. */
export interface InContext {
  readonly isTuyaNear: (context: FileContext, firstLine: number) => boolean
  readonly placeOf: (own: Place, context: FileContext, line: number) => Place
  readonly isEcho: (own: Print, context: FileContext, line: number) => boolean
  readonly after: (context: FileContext, traces: Traces, lastLine: number) => FileContext
}

export type Place = Pick<Response, 'path' | 'method' | 'device'>

/** What decides whether an answer is printed again. */
export interface Print extends Pick<Response, 'code' | 'shape' | 'echo'> {
  /** It has a tid or a `t`. */
  readonly identified: boolean
}

/** What a record says by itself to those behind it. */
export interface Traces {
  /** The last line that names Tuya, or holds an answer with a tid. */
  readonly tuyaLine: number | undefined
  readonly request: (Place & { readonly line: number }) | undefined
  /** Of its answers, in the order of their places. */
  readonly codes: readonly RecentCode[]
}

/** A line of a file, as far as its place goes. */
export type LinePlace = Pick<RecordLine, 'offset' | 'number'>
