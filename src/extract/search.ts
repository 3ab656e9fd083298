/** A piece of the page, from its first index to the one behind its last. */
export interface Span {
  readonly from: number
  readonly to: number
}

/** The number of items, of which `place` never falls, that stand before `index`. Logarithmic: a record may hold thousands. */
export function countBefore<T>(
  items: readonly T[],
  index: number,
  place: (item: T) => number,
): number {
  let [low, high] = [0, items.length]
  while (low < high) {
    const middle = (low + high) >> 1
    const item = items[middle]
    if (item !== undefined && place(item) < index) low = middle + 1
    else high = middle
  }
  return low
}

/** Whether an index lies within one of many spans, which may lie within each other. */
export function coverOf(spans: readonly Span[]): (index: number) => boolean {
  const sorted = spans.toSorted((a, b) => a.from - b.from)
  const reaches: number[] = []
  for (const { to } of sorted) reaches.push(Math.max(to, reaches.at(-1) ?? to))
  return (index) => {
    const before = countBefore(sorted, index, ({ from }) => from)
    return before > 0 && (reaches[before - 1] ?? 0) > index
  }
}
