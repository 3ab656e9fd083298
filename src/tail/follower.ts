import type { Chunk, FileNumber, Offset, Position } from '../types/file.ts'
import type { Millis } from '../types/time.ts'
import { Failure, type FileStat, type Files } from './files.ts'
import { keyOf, samePrefix, tailHash, tailStart } from './fingerprint.ts'
import { FINAL_AFTER } from './limits.ts'
import { Pace } from './pace.ts'
import type { Trouble } from './report.ts'

/** Why a file will not grow for long any more. */
export interface Leaving {
  readonly why: 'renamed' | 'moved_away' | 'deleted' | 'grew_again'
  readonly since: Millis
}

/** One open file. It owns its descriptor: while it is open, the inode cannot be used again. */
export class Follower {
  readonly file: FileNumber
  readonly fd: number
  readonly key: string
  readonly pace: Pace
  /** Where it is now; `Position.path` stays the name under which it was written. */
  path: string
  mtimeNs: bigint
  /**
   * It had changed at the last look. File times move in steps of some milliseconds, so that a change just after that look could
   * show the same time: such a file is checked once more.
   */
  fresh = true
  leaving: Leaving | undefined
  /** Why it is not read before the next sweep has looked at it. */
  problem: 'changed' | Trouble | undefined
  readonly #dev: bigint
  readonly #ino: bigint

  constructor(file: FileNumber, opened: Opened, position: Position, now: Millis) {
    this.file = file
    this.fd = opened.fd
    this.key = keyOf(opened.stat)
    this.#dev = opened.stat.dev
    this.#ino = opened.stat.ino
    this.path = opened.path
    this.mtimeNs = opened.stat.mtimeNs
    this.pace = new Pace(opened.stat.size, position.resume, now)
    if (opened.path !== position.path) this.leaving = { why: 'renamed', since: now }
  }

  /** What its key says, without making one. */
  isInode({ dev, ino }: FileStat): boolean {
    return ino === this.#ino && dev === this.#dev
  }

  /** A look at its name showed growth or nothing, and no reason to doubt that it is the file that was read. */
  onlyGrew(stat: FileStat, position: Position): boolean {
    if (this.leaving || this.problem || position.id.head.length === 0) return false
    const touched = stat.mtimeNs !== this.mtimeNs
    return stat.size > this.pace.size || (stat.size === this.pace.size && !touched)
  }

  note(stat: FileStat, now: Millis): void {
    this.fresh ||= stat.mtimeNs !== this.mtimeNs
    this.mtimeNs = stat.mtimeNs
    this.pace.sized(stat.size, now)
  }

  waits(position: Position, now: Millis): boolean {
    return this.problem === undefined && this.pace.waits(position.resume, now, this.final(now))
  }

  /**
   * Reads from the reading point on. The bytes of the marker are read with it, so each reading proves that the file is
   * still the one that was read before.
   */
  read(
    files: Files,
    position: Position,
    into: Uint8Array,
    now: Millis,
  ): Chunk | 'changed' | Failure {
    const start = tailStart(position.resume)
    const length = files.read(this.fd, into, start)
    if (length instanceof Failure) return length
    const bytes = into.subarray(0, length)
    const whole = length < into.length
    if (!continues(bytes, start, whole, position)) return 'changed'
    const ending = this.pace.handedOut(start + length, whole, now, this.final(now))
    const from = position.resume
    return { file: this.file, from, bytes: bytes.subarray(from - start), ending }
  }

  private final(now: Millis): boolean {
    if (!this.leaving) return false
    return now - Math.max(this.leaving.since, this.pace.grewAt) >= FINAL_AFTER
  }
}

/** A file just opened, and what the system says of the open file (not of the name: that may be another file by now). */
export interface Opened {
  readonly fd: number
  readonly path: string
  readonly stat: FileStat
}

/** Whether bytes from the marker on are those of the file that was read before. */
export function continues(
  bytes: Uint8Array,
  start: Offset,
  whole: boolean,
  position: Position,
): boolean {
  const lead = position.resume - start
  if (bytes.length < lead || tailHash(bytes.subarray(0, lead)) !== position.tail) return false
  const { head } = position.id
  if (start >= head.length) return true
  const shorter = whole && start + bytes.length < head.length
  return !shorter && samePrefix(bytes, head.subarray(start))
}
