// AssemblyScript. The form of a line: the line without what is new in each answer.

import { DOUBLE_QUOTE, isDigit, LINE_FEED, SINGLE_QUOTE, SLASH, SPACE } from './bytes'

/** Longer lines have no form. */
const LINE_BYTES_MAX: usize = 4096

/** The line that was looked at last, with blanks for what is new in each answer: bytes that no line with a form has. */
export const BLANKED: usize = memory.data(64 + 4096 + 128) + 64
export let length: usize = 0

/** Where that line stands in the log. */
let source: usize = 0

/**
 * Blanks of one kind: a line may hold up to four that differ; which of them are the same is part of its form, and so is
 * whether an id begins with a digit or a letter.
 */
const BLANKS_OF_KIND: u8 = 4
const MILLIS: u8 = 0x01
const CLOCK: u8 = 0x05
const TID_DIGIT: u8 = 0x0e
const TID_LETTER: u8 = 0x12
const DEVICE_DIGIT: u8 = 0x16
const DEVICE_LETTER: u8 = 0x1c

/** Three of them: those that differ from three others stay as they are. */
const NUMBER: u8 = 0x06
const NUMBERS: u8 = 3

/** Ids of requests, processes and rooms; shorter ones are codes and statuses, longer ones codes and days. */
const NUMBER_BYTES_MAX: u32 = 7

const MILLIS_BYTES: u32 = 13
const TID_BYTES: u32 = 32

/** Ids of devices: mostly 20 or 22 small letters and digits. */
const DEVICE_BYTES_MIN: u32 = 18
const DEVICE_BYTES_MAX: u32 = 24

/** Bytes by which a window moves: of the 64 that it sees it decides what begins at as many, the first one left out. */
const STEP: usize = 32
const DECIDED: u64 = 0x1_ffff_fffe

/**
 * Blanks the line: clocks (`10:00:00`, with the fraction), the milliseconds of an epoch that begin with 14 to 19, trace
 * ids of 32 hexadecimal digits, ids of devices, numbers of 5 to 7 digits. False if the line has no form.
 */
export function blank(from: usize, to: usize): bool {
  source = from
  length = to - from
  if (length > LINE_BYTES_MAX || !copyLine(from)) return false
  // One bit for each byte of the window; what it sees first is the byte before the line.
  let digits = bitsOf(BLANKED - 1, DIGIT_ZERO, 10)
  let letters = bitsOf(BLANKED - 1, LETTER_A, 26)
  let colons = bitsOf(BLANKED - 1, COLON, 1)
  for (let at: usize = 0; at < length; at += STEP) {
    const next = BLANKED + at - 1 + STEP
    digits |= bitsOf(next, DIGIT_ZERO, 10) << STEP
    letters |= bitsOf(next, LETTER_A, 26) << STEP
    colons |= bitsOf(next, COLON, 1) << STEP
    if (!blankWindow(BLANKED + at - 1, digits, digits | letters, colons)) return false
    digits >>= STEP
    letters >>= STEP
    colons >>= STEP
  }
  return true
}

const DIGIT_ZERO: i8 = 0x30
const COLON: i8 = 0x3a
const LETTER_A: i8 = 0x61

/** Copies the line and puts zeros behind it. False if a byte of it looks like a blank. */
function copyLine(from: usize): bool {
  const nothing = i8x16.splat(0)
  for (let at: usize = 0; at < length; at += 16) v128.store(BLANKED + at, v128.load(from + at))
  for (let at: usize = 0; at < 128; at += 16) v128.store(BLANKED + length + at, nothing)
  for (let at: usize = 0; at < SEEN_BYTES; at += 16) v128.store(SEEN + at, nothing)
  let forbidden = nothing
  for (let at: usize = 0; at < length; at += 16) {
    const block = v128.load(BLANKED + at)
    // Most lines have no byte below the space at all.
    const moved = i8x16.add(block, i8x16.splat(-128))
    if (v128.any_true(i8x16.lt_s(moved, i8x16.splat(-128 + 0x20)))) {
      const low = i8x16.lt_u(i8x16.sub(block, i8x16.splat(1)), i8x16.splat(8))
      const high = i8x16.lt_u(i8x16.sub(block, i8x16.splat(0x0e)), i8x16.splat(18))
      const control = v128.andnot(high, i8x16.eq(block, i8x16.splat(0x1b)))
      forbidden = v128.or(forbidden, v128.or(low, control))
    }
  }
  return !v128.any_true(forbidden)
}

/** Bits of 32 bytes: those that are `first` or one of so many that follow it. */
// @ts-ignore: a decorator of AssemblyScript
@inline
function bitsOf(at: usize, first: i8, count: i8): u64 {
  // Moved to where the signed bytes begin, since processors compare only those at once.
  const moved = i8x16.splat(-128 - first)
  const end = i8x16.splat(-128 + count)
  const near = i8x16.lt_s(i8x16.add(v128.load(at), moved), end)
  const far = i8x16.lt_s(i8x16.add(v128.load(at, 16), moved), end)
  return <u64>(<u32>(i8x16.bitmask(near) | (i8x16.bitmask(far) << 16)))
}

function blankWindow(window: usize, digits: u64, small: u64, colons: u64): bool {
  const clocks =
    colons & (colons >> 3) & (digits << 1) & (digits >> 1) & (digits >> 2) & (digits >> 4) & (digits >> 5)
  for (let rest = clocks & DECIDED; rest != 0; rest &= rest - 1) blankClock(window + <usize>ctz(rest))
  const long = runsOf13(small) & ~(small << 1)
  for (let rest = long & DECIDED; rest != 0; rest &= rest - 1) {
    const start = ctz(rest)
    const bytes = <u32>ctz(~(small >> start))
    if (!blankWord(window + <usize>start, bytes, <u32>(digits >> start))) return false
  }
  const short = runsOf5(digits) & ~(digits << 1)
  for (let rest = short & DECIDED; rest != 0; rest &= rest - 1) {
    const start = ctz(rest)
    const bytes = <u32>ctz(~(digits >> start))
    if (bytes <= NUMBER_BYTES_MAX) blankNumber(window + <usize>start, bytes)
  }
  return true
}

/** Bits at which so many set bits begin. */
function runsOf5(bits: u64): u64 {
  const two = bits & (bits >> 1)
  return two & (two >> 2) & (bits >> 4)
}

function runsOf13(bits: u64): u64 {
  const two = bits & (bits >> 1)
  const four = two & (two >> 2)
  const eight = four & (four >> 4)
  return eight & (four >> 8) & (bits >> 12)
}

function blankNumber(at: usize, bytes: u32): void {
  if (load<u8>(at) == DIGIT_ZERO || !standsAlone(at, at + bytes)) return
  const which = whichOf(5, at, bytes)
  if (which < NUMBERS) memory.fill(at, NUMBER + which, bytes)
}

/** A run of small letters and digits; `digits` are the bits of the latter. False if there are too many that differ. */
function blankWord(at: usize, bytes: u32, digits: u32): bool {
  if (bytes > TID_BYTES) return true
  const all: u32 = 0xffff_ffff >> (32 - bytes)
  const some = digits & all
  if (some == all) return bytes != MILLIS_BYTES || !isMillis(at) || blankMillis(at)
  if (some == 0) return true
  const byDigit = (digits & 1) != 0
  if (bytes == TID_BYTES && isHexadecimal(at) && standsAlone(at, at + bytes)) {
    return blankAs(byDigit ? 1 : 2, byDigit ? TID_DIGIT : TID_LETTER, at, bytes)
  }
  if (bytes < DEVICE_BYTES_MIN || bytes > DEVICE_BYTES_MAX || !isDevice(at, bytes)) return true
  return blankAs(byDigit ? 3 : 4, byDigit ? DEVICE_DIGIT : DEVICE_LETTER, at, bytes)
}

/** Two digits of the hour, or one, stand before the colon. */
function blankClock(colon: usize): void {
  const next = load<u8>(colon + 6)
  if (isDigit(next) || next == 0x3a) return
  const long = isDigit(load<u8>(colon - 2))
  if (long && isDigit(load<u8>(colon - 3))) return
  if (long) store<u8>(colon - 2, CLOCK)
  store<u8>(colon - 1, CLOCK)
  store<u16>(colon + 1, CLOCKS)
  store<u16>(colon + 4, CLOCKS)
  blankFraction(colon + 6)
}

const CLOCKS: u16 = 0x0505

/** A fraction behind a point may be as long as it likes; behind a comma only milliseconds are one. */
function blankFraction(point: usize): void {
  const byte = load<u8>(point)
  if (byte != 0x2e && byte != 0x2c) return
  let end = point + 1
  while (isDigit(load<u8>(end))) end++
  const bytes = end - point - 1
  if (bytes > 9 || (bytes > 3 && byte == 0x2c)) return
  for (let at = point + 1; at < end; at++) store<u8>(at, CLOCK)
}

function isMillis(at: usize): bool {
  return load<u8>(at) == 0x31 && load<u8>(at + 1) >= 0x34 && standsAlone(at, at + MILLIS_BYTES)
}

/** The first two digits stay: they say in which three years it is. */
function blankMillis(at: usize): bool {
  const which = whichOf(0, at, MILLIS_BYTES)
  const blank = i64x2.extract_lane(i8x16.splat(<i8>(MILLIS + which)), 0)
  store<i64>(at + 2, blank)
  store<i64>(at + 5, blank)
  return which < BLANKS_OF_KIND
}

function isHexadecimal(at: usize): bool {
  const f = i8x16.splat(0x66)
  return !v128.any_true(
    v128.or(i8x16.gt_u(v128.load(at), f), i8x16.gt_u(v128.load(at, 16), f)),
  )
}

/** No id in which by chance stands a word that could mean something. */
function isDevice(at: usize, bytes: u32): bool {
  const before = load<u8>(at - 1)
  const behind = load<u8>(at + bytes)
  if (before != SLASH && !standsAlone(at, at + bytes)) return false
  if (before == SLASH && behind != SLASH && behind != 0x3f && !standsAlone(BLANKED, at + bytes)) return false
  for (let word: usize = 0; word < TELLING_BYTES; word += 4) {
    if (holds(at, bytes, TELLING + word)) return false
  }
  return true
}

/** Words, or the first four letters of them, that are looked for whatever stands around them. */
const TELLING_BYTES: usize = 8 * 4
const TELLING: usize = memory.data(8 * 4)
storeWord(0, 'tuya')
storeWord(1, 'iotb')
storeWord(2, 'code')
storeWord(3, 'succ')
storeWord(4, 'exit')
storeWord(5, 'ende')
storeWord(6, 'retu')
storeWord(7, 'term')

/** Whether the four letters at `word` stand among so many bytes, at most 24. */
function holds(at: usize, bytes: u32, word: usize): bool {
  const first = v128.load_splat<u8>(word)
  const second = v128.load_splat<u8>(word + 1)
  const third = v128.load_splat<u8>(word + 2)
  const fourth = v128.load_splat<u8>(word + 3)
  const near = v128.and(
    v128.and(i8x16.eq(v128.load(at), first), i8x16.eq(v128.load(at + 1), second)),
    v128.and(i8x16.eq(v128.load(at + 2), third), i8x16.eq(v128.load(at + 3), fourth)),
  )
  const far = v128.and(
    v128.and(i8x16.eq(v128.load(at + 16), first), i8x16.eq(v128.load(at + 17), second)),
    v128.and(i8x16.eq(v128.load(at + 18), third), i8x16.eq(v128.load(at + 19), fourth)),
  )
  const starts = <u32>i8x16.bitmask(near) | (<u32>i8x16.bitmask(far) << 16)
  return (starts & ((1 << (bytes - 3)) - 1)) != 0
}

function storeWord(which: usize, word: string): void {
  for (let i = 0; i < 4; i++) {
    store<u8>(TELLING + (which << 2) + i, load<u8>(changetype<usize>(word) + (<usize>i << 1)))
  }
}

function blankAs(kind: u32, blank: u8, at: usize, bytes: u32): bool {
  const which = whichOf(kind, at, bytes)
  const blanks = i8x16.splat(<i8>(blank + which))
  v128.store(at, blanks)
  v128.store(at + bytes - 16, blanks)
  return which < BLANKS_OF_KIND
}

/** Where the words stand that were blanked, in the log itself, for those of a kind that differ. */
const SEEN: usize = memory.data(96)
const SEEN_OF_KIND: u32 = 4 * 4
const SEEN_BYTES: usize = 6 * 4 * 4

/** The number of the word among those of its kind: that of an earlier one if they are the same. */
function whichOf(kind: u32, at: usize, bytes: u32): u8 {
  const word = source + at - BLANKED
  const seen = SEEN + kind * SEEN_OF_KIND
  for (let which: u8 = 0; which < BLANKS_OF_KIND; which++) {
    const slot = seen + (<usize>which << 2)
    const other = load<u32>(slot)
    if (other == 0) {
      store<u32>(slot, <u32>word)
      return which
    }
    if (memory.compare(word, other, bytes) == 0) return which
  }
  return BLANKS_OF_KIND
}

/** Between bytes that separate words whatever the notation is, and no key of what follows. */
function standsAlone(at: usize, end: usize): bool {
  if (at != BLANKED && !opens(load<u8>(at - 1))) return false
  let next = end
  while (load<u8>(next) == SPACE) next++
  const byte = load<u8>(next)
  if (byte == 0x3a || byte == 0x3d) return false
  return next > end || next == BLANKED + length || closes(byte)
}

/** Space, line feed, quotes, brackets, `:`, `=`, `,`. */
function opens(byte: u8): bool {
  if (byte == SPACE || byte == LINE_FEED || byte == DOUBLE_QUOTE || byte == SINGLE_QUOTE) return true
  return byte == 0x3a || byte == 0x3d || byte == 0x2c || byte == 0x28 || byte == 0x5b || byte == 0x7b
}

/** Line end, quotes (also escaped ones), brackets, `,`, `;`. */
function closes(byte: u8): bool {
  if (byte == LINE_FEED) return true
  if (byte == DOUBLE_QUOTE || byte == SINGLE_QUOTE || byte == 0x5c || byte == 0x0d) return true
  return byte == 0x2c || byte == 0x3b || byte == 0x29 || byte == 0x5d || byte == 0x7d
}
