import type { LogEntry } from '../types/config.ts'
import type { Chunk, FileNumber, Position } from '../types/file.ts'
import { EMPTY_CONTEXT } from '../types/record.ts'
import type { Millis } from '../types/time.ts'
import { tailHash } from './fingerprint.ts'
import type { Input } from './input.ts'
import { STILL_AFTER } from './limits.ts'
import { Pace } from './pace.ts'
import { STDIN } from './pattern.ts'
import { type Sweep, tell } from './sweep.ts'

/** Standard input as a file among files. It has no identity: what was not read when the process ends is gone with it. */
export class InputSource {
  readonly path = STDIN
  readonly problem = undefined
  readonly file: FileNumber
  readonly input: Input
  readonly pace: Pace
  #rested = false

  constructor(file: FileNumber, input: Input, now: Millis) {
    this.file = file
    this.input = input
    this.pace = new Pace(0, 0, now)
  }

  /** What was written before we came is still being piped in: until it rests once. */
  coming(now: Millis): boolean {
    this.#rested ||= now - this.pace.grewAt >= STILL_AFTER
    return !this.input.ended && !this.#rested
  }

  waits(position: Position, now: Millis): boolean {
    this.pace.sized(this.input.received, now)
    return !position.finished && this.pace.waits(position.resume, now, this.input.ended)
  }

  read(position: Position, into: Uint8Array, now: Millis): Chunk {
    const from = position.resume
    const length = this.input.copy(from, into)
    const whole = from + length === this.input.received
    const ending = this.pace.handedOut(from + length, whole, now, this.input.ended)
    return { file: this.file, from, bytes: into.subarray(0, length), ending }
  }
}

/** Standard input has no past: positions of earlier processes are dropped. */
export function openInput(sweep: Sweep, entries: readonly LogEntry[], input?: Input) {
  for (const [file, { path }] of sweep.ledger.entries()) if (path === STDIN) sweep.ledger.drop(file)
  const entry = entries.find(({ paths }) => paths.includes(STDIN))
  if (!entry || !input) return undefined
  const file = sweep.newNumber()
  const position = inputPosition(entry.name)
  sweep.ledger.set(file, position)
  tell(sweep, 'found', file, position)
  return new InputSource(file, input, sweep.now)
}

function inputPosition(logs: string): Position {
  return {
    id: { dev: 0n, ino: 0n, birthNs: 0n, head: new Uint8Array() },
    logs,
    path: STDIN,
    resume: 0,
    inside: 'line_start',
    line: 0,
    context: EMPTY_CONTEXT,
    done: [],
    tail: tailHash(new Uint8Array()),
    finished: false,
  }
}
