import type { Table } from '../types/state.ts'

/** Makes room for one more key: at the limit the one that came first is forgotten. */
export function makeRoom(table: Table<string, unknown>, max: number): void {
  if (table.size >= max) forgetFirst(table, 1)
}

/** Forgets the `n` keys that came first, fewer where there are no more. */
export function forgetFirst<K>(table: Table<K, unknown>, n: number): void {
  let left = n
  for (const key of table.keys()) {
    if (left-- <= 0) return
    table.delete(key)
  }
}
