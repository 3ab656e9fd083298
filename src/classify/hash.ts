/**
 * A hash of 63 bits, an integer of SQLite, made of the texts and numbers that it is given one after the other; the same on
 * every machine. It is bryc's cyrb53 (https://github.com/bryc/code/blob/master/jshash/experimental/cyrb53.js) with both
 * halves whole: two chains of multiplications by odd numbers, mixed at the end as MurmurHash3 mixes. Nothing is built only
 * to be hashed, since a log may hold millions of answers.
 */
export class Hash {
  #first = 0
  #second = 0

  /** Begins anew. Hashes with different seeds have nothing to do with each other. */
  from(seed: number): this {
    this.#first = 0xdeadbeef ^ seed
    this.#second = 0x41c6ce57 ^ seed
    return this
  }

  text(text: string): this {
    let first = this.#first
    let second = this.#second
    for (let at = 0; at < text.length; at++) {
      const char = text.charCodeAt(at)
      first = Math.imul(first ^ char, 0x9e3779b1)
      second = Math.imul(second ^ char, 0x5f356495)
    }
    return this.#now(first ^ text.length, second)
  }

  /** An id: the same with or without dashes, in capitals or small letters. */
  id(id: string): this {
    let first = this.#first
    let second = this.#second
    for (let at = 0; at < id.length; at++) {
      const char = id.charCodeAt(at)
      if (char === DASH) continue
      first = Math.imul(first ^ (char | CASE), 0x9e3779b1)
      second = Math.imul(second ^ (char | CASE), 0x5f356495)
    }
    return this.#now(first, second)
  }

  /** A whole number up to 2^53. */
  number(number: number): this {
    const high = Math.floor(number / 2 ** 32)
    const first = Math.imul(Math.imul(this.#first ^ number, 0x9e3779b1) ^ high, 0x9e3779b1)
    const second = Math.imul(Math.imul(this.#second ^ high, 0x5f356495) ^ number, 0x5f356495)
    return this.#now(first, second)
  }

  get bits(): bigint {
    const first = mixed(this.#first, this.#second)
    const second = mixed(this.#second, this.#first)
    HALVES[0] = first
    HALVES[1] = second & 0x7fffffff
    return LONG[0] ?? 0n
  }

  #now(first: number, second: number): this {
    this.#first = first
    this.#second = second
    return this
  }
}

const DASH = 0x2d

/** The bit by which a capital differs from its small letter. */
const CASE = 0x20

function mixed(half: number, other: number): number {
  return Math.imul(half ^ (half >>> 16), 0x85ebca6b) ^ Math.imul(other ^ (other >>> 13), 0xc2b2ae35)
}

/** Two halves of one number, the lower first: all processors that Node runs on are little-endian. */
const LONG = new BigUint64Array(1)
const HALVES = new Uint32Array(LONG.buffer)
