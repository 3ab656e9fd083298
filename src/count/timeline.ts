import type { Timeline } from '../types/state.ts'

/** Items of one block: copying these is what an addition costs, beside one reference for each block. */
export const BLOCK_MAX = 64

/** Adds an item in its place; one that stands there already is merged with it. */
export function put<T>(
  timeline: Timeline<T>,
  item: T,
  order: (a: T, b: T) => number,
  merge: (a: T, b: T) => T,
): Timeline<T> {
  const index = blockFor(timeline, item, order)
  const block = timeline[index] ?? []
  const place = block.findLastIndex((other) => order(other, item) <= 0)
  const there = block[place]
  if (there === undefined || order(there, item) !== 0)
    return replace(timeline, index, block.toSpliced(place + 1, 0, item))
  const merged = merge(there, item)
  return merged === there ? timeline : replace(timeline, index, block.with(place, merged))
}

/** Nearly always the last one: events come nearly in order. */
function blockFor<T>(timeline: Timeline<T>, item: T, order: (a: T, b: T) => number): number {
  const found = timeline.findLastIndex(([first]) => first !== undefined && order(first, item) <= 0)
  return Math.max(found, 0)
}

function replace<T>(timeline: Timeline<T>, index: number, block: readonly T[]): Timeline<T> {
  const half = BLOCK_MAX / 2
  const blocks = block.length > BLOCK_MAX ? [block.slice(0, half), block.slice(half)] : [block]
  return timeline.toSpliced(index, 1, ...blocks)
}
