/** Chance with a seed, so that the demo tells the same story each time. */
export interface Random {
  /** From `least` to `most`, both included. */
  between(least: number, most: number): number
  pick<T>(items: readonly [T, ...T[]]): T
  /** Lowercase hexadecimal digits. */
  hex(digits: number): string
}

/** The generator Mulberry32: 32 bits of state, good enough for a story. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const between = (least: number, most: number) => least + Math.floor(next() * (most - least + 1))
  return {
    between,
    pick: (items) => items[between(0, items.length - 1)] ?? items[0],
    hex: (digits) => Array.from({ length: digits }, () => between(0, 15).toString(16)).join(''),
  }
}
