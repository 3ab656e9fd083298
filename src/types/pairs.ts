import type { Pairs } from './state.ts'

/** Adds the pairs of `b` to those of `a`; a name in both gets the combined value. */
export function mergePairs(a: Pairs, b: Pairs, combine: (a: number, b: number) => number): Pairs {
  return b.reduce((merged, pair) => putPair(merged, pair, combine), a)
}

function putPair(
  pairs: Pairs,
  [name, value]: Pairs[number],
  combine: (a: number, b: number) => number,
): Pairs {
  const found = pairs.findIndex(([other]) => other >= name)
  const place = found < 0 ? pairs.length : found
  const there = pairs[place]
  return there?.[0] === name
    ? pairs.with(place, [name, combine(there[1], value)])
    : pairs.toSpliced(place, 0, [name, value])
}
