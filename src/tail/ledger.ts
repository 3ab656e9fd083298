import type { FileNumber, Position } from '../types/file.ts'
import type { Table } from '../types/state.ts'
import type { FileStat } from './files.ts'
import { sameInode } from './fingerprint.ts'
import { HeadIndex } from './heads.ts'

export type Positions = Pick<Table<FileNumber, Position>, 'get' | 'entries'>

/** The state's positions with what this sweep changes of them; the owner of the state applies the changes. */
export class Ledger {
  readonly #stored: Positions
  readonly #changed = new Map<FileNumber, Position | undefined>()

  #heads: HeadIndex | undefined
  /** By inode, made when it is asked for. Several files may have had one, each after the end of another. */
  #finished: Map<bigint, Set<FileNumber>> | undefined

  constructor(stored: Positions) {
    this.#stored = stored
  }

  get(file: FileNumber): Position | undefined {
    return this.#changed.has(file) ? this.#changed.get(file) : this.#stored.get(file)
  }

  set(file: FileNumber, position: Position): void {
    this.#changed.set(file, position)
    this.#heads?.add(file, position)
    if (this.#finished) noteFinished(this.#finished, file, position)
  }

  drop(file: FileNumber): void {
    this.#changed.set(file, undefined)
  }

  /** Positions in the directory of a path whose heads may begin as this one does. */
  withHeadLike(path: string, head: Uint8Array): readonly (readonly [FileNumber, Position])[] {
    this.#heads ??= this.#indexHeads()
    return [...this.#heads.like(path, head)].flatMap((file) => {
      const position = this.get(file)
      return position ? [[file, position] as const] : []
    })
  }

  #indexHeads(): HeadIndex {
    const heads = new HeadIndex()
    for (const [file, position] of this.entries()) heads.add(file, position)
    return heads
  }

  /** A copy, so that the positions may change meanwhile. */
  entries(): readonly (readonly [FileNumber, Position])[] {
    if (this.#changed.size === 0) return [...this.#stored.entries()]
    return present([...this.#stored.entries(), ...this.#changed])
  }

  /** The finished file that this is, as far as device, inode and birth can tell. */
  finishedAt(stat: FileStat): readonly [FileNumber, Position] | undefined {
    this.#finished ??= this.#indexFinished()
    for (const file of this.#finished.get(stat.ino) ?? []) {
      const position = this.get(file)
      if (position?.finished && sameInode(position.id, stat)) return [file, position]
    }
    return undefined
  }

  #indexFinished(): Map<bigint, Set<FileNumber>> {
    const index = new Map<bigint, Set<FileNumber>>()
    for (const [file, position] of this.entries()) noteFinished(index, file, position)
    return index
  }

  get positions(): readonly (readonly [FileNumber, Position])[] {
    return present([...this.#changed])
  }

  get dropped(): readonly FileNumber[] {
    return [...this.#changed.keys()].filter((file) => this.#changed.get(file) === undefined)
  }
}

function noteFinished(
  index: Map<bigint, Set<FileNumber>>,
  file: FileNumber,
  { finished, id }: Position,
): void {
  if (!finished) return
  const files = index.get(id.ino)
  if (files) files.add(file)
  else index.set(id.ino, new Set([file]))
}

/** The last word on each file, if it is a position. */
function present(
  entries: readonly (readonly [FileNumber, Position | undefined])[],
): readonly (readonly [FileNumber, Position])[] {
  const last = new Map(entries)
  return [...last].flatMap(([file, position]) => (position ? [[file, position] as const] : []))
}
