import { Readable } from 'node:stream'
import type { Chunk, FileNumber, Offset, Position } from '../types/file.ts'
import type { Millis } from '../types/time.ts'
import type { ArchiveStream } from './archive.ts'
import { tailStart } from './fingerprint.ts'
import { continues } from './follower.ts'
import { type Input, receiveInput } from './input.ts'
import { Pace } from './pace.ts'
import type { Trouble } from './report.ts'

/** An archive as a file among files: its decompressed bytes, received ahead of the reading within a bound. */
export class ArchiveSource {
  readonly file: FileNumber
  readonly key: string
  readonly path: string
  readonly pace: Pace
  problem: 'changed' | Trouble | undefined
  readonly #input: Input
  readonly #archive: ArchiveStream
  /** Where the received bytes begin: the marker stands before the reading point. */
  readonly #base: Offset

  constructor(
    place: { readonly file: FileNumber; readonly key: string; readonly path: string },
    archive: ArchiveStream,
    position: Position,
    now: Millis,
    wake: () => void,
  ) {
    this.file = place.file
    this.key = place.key
    this.path = place.path
    this.pace = new Pace(position.resume, position.resume, now)
    this.#archive = archive
    this.#base = tailStart(position.resume)
    const stream = Readable.from(archive.pieces)
    stream.once('error', () => {
      this.problem = 'input_output_error'
    })
    this.#input = receiveInput(stream, wake)
  }

  /** More bytes will come, whether or not some are at hand. */
  get coming(): boolean {
    return this.problem === undefined && !this.#input.ended
  }

  waits(position: Position, now: Millis): boolean {
    if (this.problem) return false
    const size = this.#base + this.#input.received
    // The decompressor may cut within the marker: what is too short to check is not there yet.
    if (size <= position.resume && !this.#input.ended) return false
    this.pace.sized(size, now)
    return this.pace.waits(position.resume, now, this.#input.ended)
  }

  /** As from a file: with the bytes of the marker, which prove that the archive goes on where the reading stopped. */
  read(position: Position, into: Uint8Array, now: Millis): Chunk | 'changed' {
    const start = tailStart(position.resume)
    const length = this.#input.copy(start - this.#base, into)
    const end = start + length
    const whole = end === this.#base + this.#input.received
    if (!continues(into.subarray(0, length), start, whole && this.#input.ended, position))
      return 'changed'
    const ending = this.pace.handedOut(end, whole, now, this.#input.ended)
    const from = position.resume
    return { file: this.file, from, bytes: into.subarray(from - start, length), ending }
  }

  release(resume: Offset): void {
    this.#input.release(tailStart(resume) - this.#base)
  }

  close(): void {
    this.#archive.close()
    this.#input.close()
  }
}
