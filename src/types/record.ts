import type { Offset } from './file.ts'
import type { Millis } from './time.ts'

/** How the container runtime wrapped a line; `plain` is no wrapping. Decided line by line unless the configuration says so. */
export type Framing = 'plain' | 'docker' | 'cri'

/** One line as the application wrote it: unwrapped, without colour codes and line ending. */
export interface RecordLine {
  readonly text: string
  /** Offset of the physical line it came from (of the first one for joined parts). */
  readonly offset: Offset
  /** 1-based number of that physical line in the file. */
  readonly number: number
}

/** The lines that belong together around a candidate: one log line, or an indented body over many. */
export interface LogRecord {
  /** Offset of its first physical line: its name in `Position.done`. */
  readonly start: Offset
  readonly lines: readonly [RecordLine, ...RecordLine[]]
  /** The container runtime's own timestamp of the first line, where there is one. */
  readonly wrapTime?: Millis
  /** Why it ended; `cut` when a bound or a quiet file ended it rather than its content. */
  readonly ended: 'whole' | 'cut'
}

/** The last request that was logged: clients log the path in one record and the answer in the next. */
export interface LastRequest {
  readonly path?: string
  readonly method?: string
  readonly device?: string
  /** 1-based line on which it stood. */
  readonly line: number
}

/** A code printed lately, to tell an echo (the same answer in another shape) from a second answer. */
export interface RecentCode {
  readonly code: string
  readonly shape: Shape
  readonly line: number
}

/**
 * What the judgement of a record may depend on besides the record: facts of the lines before it in the same file.
 * Of fixed size, plain JSON, and a function of the bytes before the reading point alone, so that a replay judges alike.
 */
export interface FileContext {
  /** 1-based line of the last unmistakable sign of Tuya (host, SDK logger, envelope with tid). */
  readonly tuyaLine?: number
  readonly request?: LastRequest
  /** At most `ECHO_CODES_MAX`, oldest first. */
  readonly recent: readonly RecentCode[]
}

export const EMPTY_CONTEXT: FileContext = { recent: [] }

/** The closed list of forms in which a response is recognised; a label of the docs and of `scan --json`. */
export type Shape =
  | 'json'
  | 'python_dict'
  | 'js_inspect'
  | 'java_result'
  | 'go_struct'
  | 'php_array'
  | 'logfmt'
  | 'sentence'
  | 'pattern'

/** Why a candidate is not a response of Tuya's cloud: the label of `tuyawatch_candidates_rejected_total`. */
export const REJECT_REASONS = [
  'no_code',
  'data_point',
  'http_status',
  'foreign_vendor',
  'websocket_close',
  'local_error',
  'request',
  'no_evidence',
  'malformed',
] as const
export type RejectReason = (typeof REJECT_REASONS)[number]

/** Why a response is believed to be Tuya's: printed by `explain LINE`. */
export type Evidence =
  | 'envelope'
  | 'tid'
  | 't'
  | 'known_code'
  | 'known_message'
  | 'client_template'
  | 'tuya_word'
  | 'tuya_nearby'
  | 'user_pattern'

/** One answer of the cloud as the log shows it. Everything is as printed; nothing is looked up yet. */
export interface Response {
  readonly success: boolean
  /** Absent on a success. Decimal digits, perhaps signed, or the word that the cloud sent. */
  readonly code?: string | undefined
  readonly message?: string | undefined
  /** Server time of the envelope. */
  readonly t?: Millis | undefined
  readonly tid?: string | undefined
  readonly path?: string | undefined
  readonly method?: string | undefined
  readonly device?: string | undefined
  /** Time that the logger printed on the line, read with the zone of the `logs` entry. */
  readonly lineTime?: Millis | undefined
  readonly shape: Shape
  readonly evidence: readonly [Evidence, ...Evidence[]]
  /** Offset of the record; the identity of the occurrence within the file. */
  readonly start: Offset
  /** 1-based line on which the code stands; for a success the line on which the response starts. */
  readonly line: number
  /** Offset of that line. */
  readonly offset: Offset
  /** The same answer printed a second time in another shape, within `ECHO_LINES` lines. */
  readonly echo: boolean
  /** The text around it as logged, not yet redacted, at most `SAMPLE_CHARS_MAX` characters. */
  readonly text: string
}

export interface Rejection {
  readonly reason: RejectReason
  readonly line: number
  readonly text: string
}

/** What one record says, and what the file's later records may be judged by. */
export interface Extraction {
  readonly responses: readonly Response[]
  readonly rejections: readonly Rejection[]
  readonly context: FileContext
}
