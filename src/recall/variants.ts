import type { Span } from './part.ts'

/**
 * Two more lines of the same form: other words where its blanks are, the same ones where the same stood, of the same
 * kind. What is read out of all three alike belongs to the form, and what differs stands in the blanks.
 */
export function variantsOf(line: Buffer, blanked: Uint8Array): readonly [Buffer, Buffer] {
  return [variantOf(line, blanked, 7), variantOf(line, blanked, 11)]
}

function variantOf(line: Buffer, blanked: Uint8Array, seed: number): Buffer {
  const variant = Buffer.from(line)
  for (let at = 0; at < line.length; at++) {
    const from = at
    while (at < line.length && isBlank(line, blanked, at) && blanked[at] === blanked[from]) at++
    if (at > from) change(variant.subarray(from, at), blanked[from] ?? 0, seed)
  }
  return variant
}

/** Tabs, escapes and carriage returns stand for themselves. */
function isBlank(line: Buffer, blanked: Uint8Array, at: number): boolean {
  const blank = blanked[at] ?? 0
  return blank < BLANK_MAX && blank !== line[at]
}

/** Where the numbers stand whose value could matter. */
export function numbersIn(blanked: Uint8Array): readonly Span[] {
  const numbers: Span[] = []
  for (let at = 0; at < blanked.length; at++) {
    const from = at
    while (at < blanked.length && isNumber(blanked[at]) && blanked[at] === blanked[from]) at++
    if (at > from) numbers.push({ from, to: at })
  }
  return numbers
}

function isNumber(blank = 0): boolean {
  return blank >= NUMBER_BLANK && blank < NUMBER_BLANK_END
}

/**
 * Blanks are bytes below the first; those of numbers begin with the second, those of trace ids with the fourth, those of
 * devices with the last.
 */
const BLANK_MAX = 0x20
const NUMBER_BLANK = 0x06
const NUMBER_BLANK_END = 0x09
const TID_BLANK = 0x0e
const DEVICE_BLANK = 0x16

/** The same word changes in the same way, wherever it stands. */
function change(word: Uint8Array, blank: number, seed: number): void {
  const letters = blank < DEVICE_BLANK ? 6 : 26
  for (const [place, byte] of word.entries()) {
    const step = byte + seed * (place + 3) + place * place
    word[place] =
      blank < TID_BLANK ? digit(word, place, step, blank) : idDigit(word, place, step, letters)
  }
}

/** Of hours, minutes and seconds the first is 0 or 1, so that the clock is one still; of numbers it is not 0. */
function digit(word: Uint8Array, place: number, step: number, blank: number): number {
  if (place === 0 && isNumber(blank)) return ZERO + 1 + (step % 9)
  return ZERO + (step % (word.length === 2 && place === 0 ? 2 : 10))
}

/** The first stays a digit or a letter, the second is the other: an id has both. */
function idDigit(word: Uint8Array, place: number, step: number, letters: number): number {
  const isFirstLetter = (word[0] ?? 0) >= LETTER_A
  const isLetter = place < 2 ? isFirstLetter === (place === 0) : step % 3 === 0
  return isLetter ? LETTER_A + (step % letters) : ZERO + (step % 10)
}

const ZERO = 0x30
const LETTER_A = 0x61
