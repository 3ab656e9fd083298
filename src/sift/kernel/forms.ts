// AssemblyScript. The forms of lines that are worth remembering, each with its number.

import { BLANKED, blank, length } from './form'

/** Forms remembered, and bytes of their lines: a program prints some hundred; with one for each device, thousands. */
const FORMS_MAX: u32 = 4096
const LINES_BYTES: usize = 1_048_576

/** Places in the table: twice as many as forms, so that a search ends soon. */
const PLACES: u32 = 8192

/** Lines seen once are remembered by their hash alone, until another takes the place. */
const ONCE_PLACES: u32 = 16_384

const TABLE: usize = memory.data(8192 * 4)
const ONCE: usize = memory.data(16_384 * 4)
const LINES: usize = memory.data(1_048_576 + 64)

/** Of an entry before its line: hash, number, length. */
const HEAD_BYTES: usize = 16

/** What `formOf` answers of a line whose form has no number. */
const NONE: i32 = -1
const AGAIN: i32 = -2

let count: u32 = 0
let used: usize = 0

/** The number of the line's form; -2 if it has none but was seen before, so that `learnForm` may give it one; else -1. */
export function formOf(from: usize, to: usize): i32 {
  if (!blank(from, to)) return NONE
  const hash = hashOf()
  for (let place = hash & (PLACES - 1); ; place = (place + 1) & (PLACES - 1)) {
    const entry = load<u32>(TABLE + (<usize>place << 2))
    if (entry == 0) break
    if (load<u32>(entry) == hash && isLine(entry)) return load<i32>(entry, 4)
  }
  const once = ONCE + (<usize>(hash & (ONCE_PLACES - 1)) << 2)
  if (load<u32>(once) == hash) return AGAIN
  store<u32>(once, hash)
  return NONE
}

/** Gives the form of the line that was looked at last the next number: 0 if all that were given before are forgotten. */
export function learnForm(): u32 {
  const bytes = HEAD_BYTES + ((length + 15) & ~15)
  if (count == FORMS_MAX || used + bytes > LINES_BYTES) forgetForms()
  const entry = LINES + used
  const hash = hashOf()
  store<u32>(entry, hash)
  store<u32>(entry, count, 4)
  store<u32>(entry, <u32>length, 8)
  for (let at: usize = 0; at < length; at += 16) {
    v128.store(entry + HEAD_BYTES + at, v128.load(BLANKED + at))
  }
  let place = hash & (PLACES - 1)
  while (load<u32>(TABLE + (<usize>place << 2)) != 0) place = (place + 1) & (PLACES - 1)
  store<u32>(TABLE + (<usize>place << 2), <u32>entry)
  used += bytes
  return count++
}

/** Where the blanked line of the last `formOf` stands. */
export function blankedLine(): usize {
  return BLANKED
}

function forgetForms(): void {
  memory.fill(TABLE, 0, <usize>PLACES << 2)
  count = 0
  used = 0
}

function isLine(entry: usize): bool {
  if (load<u32>(entry, 8) != <u32>length) return false
  for (let at: usize = 0; at < length; at += 16) {
    const differ = v128.xor(v128.load(entry + HEAD_BYTES + at), v128.load(BLANKED + at))
    if (v128.any_true(differ)) return false
  }
  return true
}

/** Of the blanked line, two times eight bytes at a time; behind it stand zeros. */
function hashOf(): u32 {
  let even: u64 = length
  let odd: u64 = 0
  for (let at: usize = 0; at < length; at += 16) {
    even = rotl((even ^ load<u64>(BLANKED + at)) * 0x9e3779b97f4a7c15, 29)
    odd = rotl((odd ^ load<u64>(BLANKED + at, 8)) * 0xc2b2ae3d27d4eb4f, 31)
  }
  const hash = (even ^ rotl(odd, 17)) * 0x165667b19e3779f9
  return <u32>(hash ^ (hash >> 32))
}
