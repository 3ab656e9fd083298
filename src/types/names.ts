import type { Millis } from './time.ts'

/** Names are kept, forgotten and stored by so many at once. */
export const BLOCK_NAMES = 256

/** Names of answers, 63 bits each, in the order in which they came, each with the time of its answer. */
export interface Names {
  readonly size: number
  get(name: bigint): Millis | undefined
  /** True if the name is new; of one that is known the latest time counts. */
  note(name: bigint, at: Millis): boolean
  /** Forgets the oldest block, unless it is the one that is being filled; how many names that were. */
  forgetFirst(): number
  /** Forgets the oldest blocks as long as all that they name happened before then. */
  forgetBefore(before: Millis): void
}

/** Names and times of a block, as bytes. */
export interface NameBlock {
  readonly block: number
  readonly bytes: Uint8Array
}

/**
 * Names are numbered as they come and stand in a ring, which grows. Those with one home are linked, the youngest first; a
 * link to one that is forgotten is the end, so that nothing need be taken out. All of it is numbers: a map would hold as many
 * objects. Remembers which blocks changed since they were durable.
 */
export class NameTable implements Names {
  /** By home: the number of its youngest name, of 32 bits. */
  #homes = new Uint32Array(PLACES_MIN)
  /** By place in the ring: both halves of a name, and the number of the next older one of its home. */
  #ring = new Uint32Array(FIELDS * PLACES_MIN)
  #times = new Float64Array(PLACES_MIN)
  /** The number of the oldest name, the first one of its block. */
  #first = BLOCK_NAMES
  /** The number of the next name to come. */
  #end = BLOCK_NAMES
  #durableFirst = BLOCK_NAMES
  readonly #changed = new Set<number>()

  get size(): number {
    return this.#end - this.#first
  }

  get(name: bigint): Millis | undefined {
    LONG[0] = name
    const age = this.#ageOf(HALVES[0] ?? 0, HALVES[1] ?? 0)
    return age === UNKNOWN ? undefined : this.#times[this.#placeOf(this.#end - age)]
  }

  note(name: bigint, at: Millis): boolean {
    LONG[0] = name
    const low = HALVES[0] ?? 0
    const high = HALVES[1] ?? 0
    const age = this.#ageOf(low, high)
    if (age === UNKNOWN) this.#append(low, high, at)
    else this.#renew(this.#end - age, at)
    return age === UNKNOWN
  }

  forgetFirst(): number {
    if (this.#first + BLOCK_NAMES > this.#end) return 0
    this.#first += BLOCK_NAMES
    return BLOCK_NAMES
  }

  forgetBefore(before: Millis): void {
    while (this.#first + BLOCK_NAMES <= this.#end) {
      const place = this.#placeOf(this.#first)
      if (this.#times.subarray(place, place + BLOCK_NAMES).some((at) => at >= before)) return
      this.#first += BLOCK_NAMES
    }
  }

  *entries(): Generator<[bigint, Millis]> {
    for (let number = this.#first; number < this.#end; number++) {
      const place = this.#placeOf(number)
      HALVES[0] = this.#ring[FIELDS * place] ?? 0
      HALVES[1] = this.#ring[FIELDS * place + 1] ?? 0
      yield [LONG[0] ?? 0n, this.#times[place] ?? 0]
    }
  }

  get isChanged(): boolean {
    return this.#changed.size > 0 || this.#durableFirst < this.#first
  }

  /** Those before it are forgotten. */
  get firstBlock(): number {
    return this.#first / BLOCK_NAMES
  }

  /** Blocks with names or times that came since `settle`. */
  changedBlocks(): readonly NameBlock[] {
    const blocks = [...this.#changed].filter((block) => block >= this.firstBlock)
    return blocks.map((block) => ({ block, bytes: this.#bytesOf(block) }))
  }

  /** Everything up to now is durable. */
  settle(): void {
    this.#changed.clear()
    this.#durableFirst = this.#first
  }

  /** Takes back what `changedBlocks` gave: the blocks that were not forgotten, in ascending order, before any name is noted. */
  load({ block, bytes }: NameBlock): void {
    if (this.size === 0) {
      this.#first = block * BLOCK_NAMES
      this.#end = this.#first
    }
    const values = new Float64Array(bytes.slice().buffer)
    const halves = new Uint32Array(values.buffer)
    for (let at = 0; at < values.length; at += 2)
      this.#append(halves[2 * at] ?? 0, halves[2 * at + 1] ?? 0, values[at + 1] ?? 0)
  }

  /** How many names ago it came, 1 for the last one. */
  #ageOf(low: number, high: number): number {
    const ring = this.#ring
    const { size } = this
    let link = this.#homes[this.#homeOf(low, high)] ?? 0
    // Numbers wrap; what seems younger than the one before it was forgotten long ago.
    for (let before = UNKNOWN, age = this.#ageAt(link); age > before && age <= size; ) {
      const field = FIELDS * this.#placeOf(link)
      if (ring[field] === low && ring[field + 1] === high) return age
      link = ring[field + 2] ?? 0
      before = age
      age = this.#ageAt(link)
    }
    return UNKNOWN
  }

  #ageAt(link: number): number {
    return (this.#end - link) >>> 0
  }

  #append(low: number, high: number, at: Millis): void {
    if (this.size === this.#times.length) this.#grow()
    const number = this.#end++
    const place = this.#placeOf(number)
    this.#times[place] = at
    this.#ring[FIELDS * place] = low
    this.#ring[FIELDS * place + 1] = high
    this.#link(place, number)
    this.#changed.add(Math.floor(number / BLOCK_NAMES))
  }

  #link(place: number, number: number): void {
    const field = FIELDS * place
    const home = this.#homeOf(this.#ring[field] ?? 0, this.#ring[field + 1] ?? 0)
    this.#ring[field + 2] = this.#homes[home] ?? 0
    this.#homes[home] = number
  }

  #renew(number: number, at: Millis): void {
    const place = this.#placeOf(number)
    if (at <= (this.#times[place] ?? 0)) return
    this.#times[place] = at
    this.#changed.add(Math.floor(number / BLOCK_NAMES))
  }

  /** To twice as many places, in which all names stand anew. */
  #grow(): void {
    const [homes, ring, times] = [this.#homes, this.#ring, this.#times]
    const places = 2 * times.length
    this.#homes = new Uint32Array(places)
    this.#ring = new Uint32Array(FIELDS * places)
    this.#times = new Float64Array(places)
    for (let number = this.#first; number < this.#end; number++) {
      const from = number & (times.length - 1)
      const place = this.#placeOf(number)
      this.#times[place] = times[from] ?? 0
      this.#ring[FIELDS * place] = ring[FIELDS * from] ?? 0
      this.#ring[FIELDS * place + 1] = ring[FIELDS * from + 1] ?? 0
      this.#link(place, number)
    }
    // Given back at once: to the garbage collector they look small.
    for (const { buffer } of [homes, ring, times]) buffer.transfer(0)
  }

  #placeOf(number: number): number {
    return number & (this.#times.length - 1)
  }

  #homeOf(low: number, high: number): number {
    return (low ^ Math.imul(high, MIXER)) & (this.#homes.length - 1)
  }

  /** Of each name its halves and its time, 16 bytes. */
  #bytesOf(block: number): Uint8Array {
    const start = block * BLOCK_NAMES
    const names = Math.min(BLOCK_NAMES, this.#end - start)
    const values = new Float64Array(2 * names)
    const halves = new Uint32Array(values.buffer)
    for (let name = 0; name < names; name++) {
      const place = this.#placeOf(start + name)
      halves[4 * name] = this.#ring[FIELDS * place] ?? 0
      halves[4 * name + 1] = this.#ring[FIELDS * place + 1] ?? 0
      values[2 * name + 1] = this.#times[place] ?? 0
    }
    return new Uint8Array(values.buffer)
  }
}

/** To begin with: a power of two, and a whole block. */
const PLACES_MIN = 1_024

const FIELDS = 3

/** The age of a name that is not there. */
const UNKNOWN = 0

/** Spreads names whose low halves are alike. */
const MIXER = 0x9e3779b1

/** Two halves of one number, the lower first: all processors that Node runs on are little-endian. */
const LONG = new BigUint64Array(1)
const HALVES = new Uint32Array(LONG.buffer)
