import { dirname } from 'node:path'
import type { FileNumber, Position } from '../types/file.ts'

/** Bytes that heads are told apart by at first: with the time of the first line in it, few files share them. */
const KEY_BYTES = 64

/** Files by the first bytes of their heads. */
type ByBytes = Map<string, Set<FileNumber>>

/** Finds positions by directory and first bytes, so that each new of 10,000 files need not be compared with all others. */
export class HeadIndex {
  readonly #directories = new Map<string, Map<number, ByBytes>>()

  add(file: FileNumber, { path, id: { head } }: Position): void {
    const length = Math.min(KEY_BYTES, head.length)
    if (length === 0) return
    const byLength = entryOf(this.#directories, dirname(path), () => new Map<number, ByBytes>())
    const byBytes = entryOf(byLength, length, (): ByBytes => new Map())
    entryOf(byBytes, keyOf(head, length), () => new Set<FileNumber>()).add(file)
  }

  /** Files in a path's directory that may have a head in common with `head`, one perhaps being longer than the other. */
  *like(path: string, head: Uint8Array): IterableIterator<FileNumber> {
    for (const [length, byBytes] of this.#directories.get(dirname(path)) ?? [])
      if (length <= head.length) yield* byBytes.get(keyOf(head, length)) ?? []
      else for (const files of byBytes.values()) yield* files
  }
}

function keyOf(head: Uint8Array, length: number): string {
  return Buffer.from(head.buffer, head.byteOffset, length).toString('latin1')
}

function entryOf<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key) ?? make()
  map.set(key, known)
  return known
}
