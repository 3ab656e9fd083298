import type { Ending, Offset } from '../types/file.ts'
import type { Millis } from '../types/time.ts'
import { STILL_AFTER } from './limits.ts'

/** How far a file has grown and how far it was read. Not part of the state: a restart finds it again. */
export class Pace {
  /** Bytes the file had when it was seen last. */
  size: Offset
  /** End of what was handed out last; behind it lies what nobody has seen. */
  read: Offset
  grewAt: Millis
  /** Since when there are bytes that nobody has seen. */
  behindSince: Millis | undefined
  #told: Ending = 'growing'

  constructor(size: Offset, read: Offset, now: Millis) {
    this.size = size
    this.read = read
    this.grewAt = now
    this.#compare(now)
  }

  sized(size: Offset, now: Millis): void {
    if (size > this.size) {
      this.grewAt = now
      this.#told = 'growing'
    }
    this.size = size
    this.read = Math.min(this.read, size)
    this.#compare(now)
  }

  /** There is something new to say: more bytes, or that none are coming for an open record, or none for ever. */
  waits(resume: Offset, now: Millis, final: boolean): boolean {
    if (final || this.size > this.read) return true
    return this.read > resume && this.#told !== 'still' && this.ending(now, final) === 'still'
  }

  /** Notes a reading up to `end` and says how it ends; `whole` when it reached the end of the file. */
  handedOut(end: Offset, whole: boolean, now: Millis, final: boolean): Ending {
    const grew = end > this.size
    if (grew || whole) this.sized(end, now)
    this.read = end
    this.#compare(now)
    this.#told = whole ? this.ending(now, final && !grew) : 'growing'
    return this.#told
  }

  #compare(now: Millis): void {
    this.behindSince = this.size > this.read ? (this.behindSince ?? now) : undefined
  }

  private ending(now: Millis, final: boolean): Ending {
    if (final) return 'final'
    return now - this.grewAt >= STILL_AFTER ? 'still' : 'growing'
  }
}
