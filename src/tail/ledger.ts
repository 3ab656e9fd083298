import type { FileNumber, Position } from '../types/file.ts'
import type { Table } from '../types/state.ts'
import { HeadIndex } from './heads.ts'

export type Positions = Pick<Table<FileNumber, Position>, 'get' | 'entries'>

/** The state's positions with what this sweep changes of them; the owner of the state applies the changes. */
export class Ledger {
  readonly #stored: Positions
  readonly #changed = new Map<FileNumber, Position | undefined>()

  #heads: HeadIndex | undefined
  /** By inode, made when it is asked for; files that finish during the sweep need not be in it. */
  #finished: Map<bigint, FileNumber> | undefined

  constructor(stored: Positions) {
    this.#stored = stored
  }

  get(file: FileNumber): Position | undefined {
    return this.#changed.has(file) ? this.#changed.get(file) : this.#stored.get(file)
  }

  set(file: FileNumber, position: Position): void {
    this.#changed.set(file, position)
    this.#heads?.add(file, position)
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

  /** The finished file that had this inode, if there is one still. */
  finishedWith(ino: bigint): readonly [FileNumber, Position] | undefined {
    this.#finished ??= this.#indexFinished()
    const file = this.#finished.get(ino)
    const position = file === undefined ? undefined : this.get(file)
    return file === undefined || position === undefined ? undefined : [file, position]
  }

  #indexFinished(): Map<bigint, FileNumber> {
    const index = new Map<bigint, FileNumber>()
    for (const [file, { id, finished }] of this.entries()) if (finished) index.set(id.ino, file)
    return index
  }

  get positions(): readonly (readonly [FileNumber, Position])[] {
    return present([...this.#changed])
  }

  get dropped(): readonly FileNumber[] {
    return [...this.#changed.keys()].filter((file) => this.#changed.get(file) === undefined)
  }
}

/** The last word on each file, if it is a position. */
function present(
  entries: readonly (readonly [FileNumber, Position | undefined])[],
): readonly (readonly [FileNumber, Position])[] {
  const last = new Map(entries)
  return [...last].flatMap(([file, position]) => (position ? [[file, position] as const] : []))
}
