/** The last so many different names, 64 bits each; beyond them the oldest is forgotten. */
export interface NameMemory {
  has(name: bigint): boolean
  /** A name that is known already keeps its place. */
  add(name: bigint): void
}

/** A hash table over a ring, both of numbers: a set would hold as many objects, and be slow at forgetting its first. */
export function createNameMemory(namesMax: number): NameMemory {
  const lows = new Uint32Array(namesMax)
  const highs = new Uint32Array(namesMax)
  const places = new Int32Array(2 ** Math.ceil(Math.log2(2 * namesMax)))
  const mask = places.length - 1
  let added = 0
  let [low, high] = [0, 0]

  /** Halves the name, and answers where in the table it stands, or where it would. */
  const placeOf = (name: bigint): number => {
    LONG[0] = name
    low = HALVES[0] ?? 0
    high = HALVES[1] ?? 0
    let place = homeOf(low, high)
    while (places[place] !== EMPTY && !isAt((places[place] ?? 0) - 1)) place = (place + 1) & mask
    return place
  }
  const isAt = (index: number) => lows[index] === low && highs[index] === high
  const homeOf = (lowHalf: number, highHalf: number) =>
    (lowHalf ^ Math.imul(highHalf, MIXER)) & mask

  /** Closes the gap: names that stand behind their home because of others move up. */
  const empty = (gap: number): void => {
    let open = gap
    for (let place = (gap + 1) & mask; places[place] !== EMPTY; place = (place + 1) & mask) {
      const index = (places[place] ?? 0) - 1
      const home = homeOf(lows[index] ?? 0, highs[index] ?? 0)
      if (((place - home) & mask) < ((place - open) & mask)) continue
      places[open] = index + 1
      open = place
    }
    places[open] = EMPTY
  }
  const forget = (index: number): void => {
    const name = (BigInt(highs[index] ?? 0) << 32n) | BigInt(lows[index] ?? 0)
    empty(placeOf(name))
  }
  return {
    has: (name) => places[placeOf(name)] !== EMPTY,
    add(name) {
      let place = placeOf(name)
      if (places[place] !== EMPTY) return
      const index = added % namesMax
      if (added >= namesMax) {
        forget(index)
        place = placeOf(name)
      }
      places[place] = index + 1
      lows[index] = low
      highs[index] = high
      added++
    },
  }
}

/** In the table: no index of a name, counted from 1. */
const EMPTY = 0

/** Spreads names whose low halves are alike. */
const MIXER = 0x9e3779b1

const LONG = new BigUint64Array(1)
const HALVES = new Uint32Array(LONG.buffer)
