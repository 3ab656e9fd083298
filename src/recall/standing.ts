import type { Extraction, LogRecord } from '../types/record.ts'
import type { Millis } from '../types/time.ts'
import type { LinePlace, RecallPorts } from './ports.ts'

/** How a text is read after all, for what few ask. */
type Ports = Pick<RecallPorts, 'readLine' | 'readRecord' | 'lineTime'>

/**
 * A text of a known form where it stands now: a line of the file as its bytes are, one for each character, or the lines of a
 * record joined. A class, since a log may hold millions of them.
 */
export class Standing {
  readonly text: string
  /** Of its first line. */
  readonly offset: number
  readonly number: number
  readonly #record: LogRecord | undefined
  readonly #tuyaNear: boolean
  readonly #ports: Ports

  constructor(
    text: string,
    { offset, number }: LinePlace,
    record: LogRecord | undefined,
    tuyaNear: boolean,
    ports: Ports,
  ) {
    this.text = text
    this.offset = offset
    this.number = number
    this.#record = record
    this.#tuyaNear = tuyaNear
    this.#ports = ports
  }

  /** The lines of a record follow each other. */
  numberAt(line: number): number {
    return this.number + line
  }

  offsetAt(line: number): number {
    return this.#record?.lines[line]?.offset ?? this.offset
  }

  timeInText(t: Millis | undefined): Millis | undefined {
    return timeInText(this.text, t, this.#record?.wrapTime, this.#ports)
  }

  read(): Extraction | undefined {
    if (this.#record) return this.#ports.readRecord(this.#record, this.#tuyaNear)
    return this.#ports.readLine(Buffer.from(this.text, 'latin1'), this.#tuyaNear)
  }
}

/** The time that a text tells, else the one that a container runtime gave for it. */
export function timeInText(
  text: string,
  t: Millis | undefined,
  wrapTime: Millis | undefined,
  { lineTime }: Pick<RecallPorts, 'lineTime'>,
): Millis | undefined {
  return lineTime(text, t ?? wrapTime) ?? wrapTime
}
