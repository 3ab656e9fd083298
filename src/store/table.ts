import type { Table } from '../types/state.ts'

/**
 * A map that remembers which keys changed since they were last durable.
 * A failed commit leaves the keys in hand; their values are read again at the next one, so the two merge by themselves.
 */
export class ChangeTable<K, V> implements Table<K, V> {
  readonly #values: Map<K, V>
  readonly #changed = new Set<K>()
  #version = 0

  constructor(values: Iterable<readonly [K, V]> = []) {
    this.#values = new Map(values)
  }

  get size(): number {
    return this.#values.size
  }

  get version(): number {
    return this.#version
  }

  get(key: K): V | undefined {
    return this.#values.get(key)
  }

  has(key: K): boolean {
    return this.#values.has(key)
  }

  set(key: K, value: V): void {
    if (this.#values.get(key) === value) return
    this.#values.set(key, value)
    this.#note(key)
  }

  delete(key: K): void {
    if (this.#values.delete(key)) this.#note(key)
  }

  #note(key: K): void {
    this.#changed.add(key)
    this.#version += 1
  }

  keys(): MapIterator<K> {
    return this.#values.keys()
  }

  values(): MapIterator<V> {
    return this.#values.values()
  }

  entries(): MapIterator<[K, V]> {
    return this.#values.entries()
  }

  /** Keys that were set or deleted since `settle`. */
  get changed(): ReadonlySet<K> {
    return this.#changed
  }

  /** Everything up to now is durable. */
  settle(): void {
    this.#changed.clear()
  }
}
