import type { Readable } from 'node:stream'
import type { Offset } from '../types/file.ts'
import { STDIN_BYTES_MAX } from './limits.ts'

/** Standard input as the tailer reads it: bytes received, kept until they are released. Offsets count from the start of the process. */
export interface Input {
  /** Bytes received so far. */
  readonly received: Offset
  /** No more will come: closed, or broken. */
  readonly ended: boolean
  /** Copies from an offset that is not released yet; returns the number of bytes. */
  copy(from: Offset, into: Uint8Array): number
  /** What lies before is not asked for again. */
  release(before: Offset): void
  close(): void
}

/** Takes what a stream gives into a bounded buffer; beyond `STDIN_BYTES_MAX` the writer waits. */
export function receiveInput(stream: Readable, onData: () => void): Input {
  return new StreamInput(stream, onData)
}

class StreamInput implements Input {
  received: Offset = 0
  ended = false
  readonly #stream: Readable
  #pieces: Buffer[] = []
  #released: Offset = 0

  constructor(stream: Readable, onData: () => void) {
    this.#stream = stream
    stream.on('data', (piece: Buffer) => {
      this.#pieces.push(piece)
      this.received += piece.length
      if (this.#kept() >= STDIN_BYTES_MAX) stream.pause()
      onData()
    })
    const end = () => {
      this.ended = true
      onData()
    }
    stream.once('end', end).once('close', end).once('error', end)
  }

  copy(from: Offset, into: Uint8Array): number {
    let at = this.#released
    let length = 0
    for (const piece of this.#pieces) {
      const wanted = piece.subarray(Math.max(0, from - at))
      at += piece.length
      const part = wanted.subarray(0, into.length - length)
      into.set(part, length)
      length += part.length
      if (length === into.length) break
    }
    return length
  }

  release(before: Offset): void {
    let first = this.#pieces[0]
    while (first && this.#released + first.length <= before) {
      this.#released += first.length
      this.#pieces.shift()
      first = this.#pieces[0]
    }
    if (this.#stream.isPaused() && this.#kept() < STDIN_BYTES_MAX / 2) this.#stream.resume()
  }

  close(): void {
    this.#stream.destroy()
    this.#pieces = []
  }

  #kept(): number {
    return this.received - this.#released
  }
}
