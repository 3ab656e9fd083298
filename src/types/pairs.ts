import type { Pairs } from './state.ts'

/** Adds the pairs of `b` to those of `a`; a name in both gets the combined value. */
export function mergePairs(a: Pairs, b: Pairs, combine: (a: number, b: number) => number): Pairs {
  return b.reduce((merged, pair) => putPair(merged, pair, combine), a)
}

/** One more of a name. */
export function plusOne(pairs: Pairs, name: string): Pairs {
  return putPair(pairs, [name, 1], (a, b) => a + b)
}

/** The value of a name, if it is there. */
export function valueIn(pairs: Pairs, name: string): number | undefined {
  const there = pairs[placeOf(pairs, name)]
  return there?.[0] === name ? there[1] : undefined
}

function putPair(
  pairs: Pairs,
  [name, value]: Pairs[number],
  combine: (a: number, b: number) => number,
): Pairs {
  const place = placeOf(pairs, name)
  const there = pairs[place]
  if (there?.[0] !== name) return pairs.toSpliced(place, 0, [name, value])
  const combined = combine(there[1], value)
  return combined === there[1] ? pairs : pairs.with(place, [name, combined])
}

/** Where the name stands, or would; halving, because there may be as many as devices. */
function placeOf(pairs: Pairs, name: string): number {
  let from = 0
  let to = pairs.length
  while (from < to) {
    const middle = (from + to) >> 1
    if ((pairs[middle]?.[0] ?? name) < name) from = middle + 1
    else to = middle
  }
  return from
}
