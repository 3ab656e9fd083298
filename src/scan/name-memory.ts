/** The last so many different names, 64 bits each; beyond them the oldest is forgotten. */
export interface NameMemory {
  has(name: bigint): boolean
  /** A name that is known already keeps its place. */
  add(name: bigint): void
}

export function createNameMemory(namesMax: number): NameMemory {
  return new NameRing(namesMax)
}

/**
 * Names are numbered as they come and stand in a ring. Those with one home are linked, the youngest first; a link to one
 * that is too old is the end, so that nothing need be taken out. All of it is numbers: a set would hold as many objects,
 * and be slow at forgetting its first.
 */
class NameRing implements NameMemory {
  readonly #namesMax: number
  /** The number of the youngest name of each home. */
  readonly #homes: Uint32Array
  /** By place in the ring: both halves of a name, and the number of the next older one of its home. */
  readonly #ring: Uint32Array
  #count = 0

  constructor(namesMax: number) {
    this.#namesMax = namesMax
    this.#homes = new Uint32Array(2 ** Math.ceil(Math.log2(namesMax)))
    this.#ring = new Uint32Array(FIELDS * namesMax)
  }

  has(name: bigint): boolean {
    LONG[0] = name
    return this.#find(HALVES[0] ?? 0, HALVES[1] ?? 0)
  }

  add(name: bigint): void {
    LONG[0] = name
    const low = HALVES[0] ?? 0
    const high = HALVES[1] ?? 0
    if (this.#find(low, high)) return
    const home = this.#homeOf(low, high)
    const place = FIELDS * (++this.#count % this.#namesMax)
    this.#ring[place] = low
    this.#ring[place + 1] = high
    this.#ring[place + 2] = this.#homes[home] ?? NONE
    this.#homes[home] = this.#count
  }

  #find(low: number, high: number): boolean {
    const ring = this.#ring
    let number = this.#homes[this.#homeOf(low, high)] ?? NONE
    while (number !== NONE && this.#count - number < this.#namesMax) {
      const place = FIELDS * (number % this.#namesMax)
      if (ring[place] === low && ring[place + 1] === high) return true
      number = ring[place + 2] ?? NONE
    }
    return false
  }

  #homeOf(low: number, high: number): number {
    return (low ^ Math.imul(high, MIXER)) & (this.#homes.length - 1)
  }
}

const FIELDS = 3

/** Names are numbered from 1. */
const NONE = 0

/** Spreads names whose low halves are alike. */
const MIXER = 0x9e3779b1

const LONG = new BigUint64Array(1)
const HALVES = new Uint32Array(LONG.buffer)
