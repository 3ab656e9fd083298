import type { State, Table } from '../types/state.ts'

/** What only accounting writes; some of it is large. */
const ACCOUNTED: ReadonlySet<string> = new Set<keyof State>([
  'files',
  'logs',
  'counters',
  'identities',
  'unknownCodes',
  'recent',
  'codesSeen',
  'offline',
])

/** Remembers what judging may change; the function that comes back restores it. Values are immutable, so a shallow copy is enough. */
export function snapshotOf(state: State): () => void {
  const restorers = Object.entries(state).flatMap(([name, table]) =>
    ACCOUNTED.has(name) ? [] : [restorerOf(table)],
  )
  return () => {
    for (const restore of restorers) restore()
  }
}

function restorerOf(table: Table<unknown, unknown>): () => void {
  const before = new Map(table.entries())
  return () => {
    for (const key of [...table.keys()]) if (!before.has(key)) table.delete(key)
    for (const [key, value] of before) table.set(key, value)
  }
}
