// AssemblyScript. Lines that go on in the next one.

import {
  BACKSLASH,
  BRACKET,
  beforeColour,
  CARRIAGE_RETURN,
  LETTER_M,
  LINE_FEED,
  OPENING_BRACE,
  OPENING_PARENTHESIS,
  reads,
  SPACE,
  TAB,
} from './bytes'

/** Blanks and colour codes between an opener and the end of its line. */
const TRAILING_BYTES_MAX: usize = 64

/** `at` is the last byte before a line feed, or before the backslash of an escaped one. */
export function endsLineAfterOpener(at: usize): bool {
  const next = load<u8>(at + 1)
  if (next != LINE_FEED && !(next == BACKSLASH && isEscapedLineEnd(at + 1))) return false
  let last = at
  while (at - last < TRAILING_BYTES_MAX) {
    const before = beforeTrailing(last)
    if (before == last) break
    last = before
  }
  return isOpener(load<u8>(last))
}

/** `word` is `stdout` or `stderr`. The test that nearly every line fails comes first. */
export function goesOnInNextLine(word: usize): bool {
  if (load<u8>(word - 1) == SPACE) return reads(word + 6, ' p') && isStream(word)
  const end = word - <usize>DOCKER_STREAM.length
  if (load<u8>(end - 2) == BACKSLASH && reads(end - 1, 'n')) return false
  return reads(end, DOCKER_STREAM) && isStream(word)
}

function isStream(word: usize): bool {
  return reads(word, 'stdout') || reads(word, 'stderr')
}

const DOCKER_STREAM: string = '","stream":"'

function isEscapedLineEnd(at: usize): bool {
  return reads(at, '\\n"') || reads(at, '\\r\\n"')
}

/** The offset before one blank or one colour code that ends at `last`; `last` itself if neither stands there. */
function beforeTrailing(last: usize): usize {
  const byte = load<u8>(last)
  if (byte == SPACE || byte == TAB || byte == CARRIAGE_RETURN) return last - 1
  return byte == LETTER_M ? beforeColour(last) : last
}

function isOpener(byte: u8): bool {
  return byte == OPENING_BRACE || byte == BRACKET || byte == OPENING_PARENTHESIS
}
