import { BACKSLASH, beforeColour, CARRIAGE_RETURN, LETTER_M, reads, SPACE, TAB } from './bytes.ts'

/** Blanks and colour codes between an opener and the end of its line. */
const TRAILING_BYTES_MAX = 64

/** A line (or the text that a container runtime wrapped) whose last printed byte is an opener: a body follows. */
export function endsLineAfterOpener(bytes: Uint8Array, at: number): boolean {
  if (bytes[at + 1] === BACKSLASH && !isEscapedLineEnd(bytes, at + 1)) return false
  let last = at
  while (at - last < TRAILING_BYTES_MAX) {
    const before = beforeTrailing(bytes, last)
    if (before === last) break
    last = before
  }
  return isOpener(bytes[last])
}

/** A line of a container runtime that holds only a part of what the application wrote: the next one goes on. */
export function goesOnInNextLine(bytes: Uint8Array, at: number): boolean {
  const stream = at - 1
  if (!reads(bytes, stream, 'stdout') && !reads(bytes, stream, 'stderr')) return false
  if (bytes[stream - 1] === SPACE) return reads(bytes, stream + 6, ' p')
  const end = stream - DOCKER_STREAM.length
  return reads(bytes, end, DOCKER_STREAM) && !reads(bytes, end - 2, '\\n')
}

const DOCKER_STREAM = '","stream":"'

function isEscapedLineEnd(bytes: Uint8Array, at: number): boolean {
  return reads(bytes, at, '\\n"') || reads(bytes, at, '\\r\\n"')
}

/** The offset before one blank or one colour code that ends at `last`; `last` itself if neither stands there. */
function beforeTrailing(bytes: Uint8Array, last: number): number {
  const byte = bytes[last]
  if (byte === SPACE || byte === TAB || byte === CARRIAGE_RETURN) return last - 1
  return byte === LETTER_M ? beforeColour(bytes, last) : last
}

function isOpener(byte: number | undefined): boolean {
  return byte === 0x7b || byte === 0x5b || byte === 0x28
}
