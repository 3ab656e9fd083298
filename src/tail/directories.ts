import { join } from 'node:path'
import type { Millis } from '../types/time.ts'
import { Failure, type Files } from './files.ts'
import { keyOf } from './fingerprint.ts'
import { LIST_EVERY } from './limits.ts'

interface Listing extends Listed {
  /** As the system gave them. */
  readonly names: readonly string[]
  readonly mtimeNs: bigint
  readonly at: Millis
  /**
   * The directory had changed when it was listed. Its time moves in steps of some milliseconds, so that a change just after
   * the listing could show the same time: such a listing is made once more.
   */
  readonly fresh: boolean
}

/** Lists directories no oftener than needed: 1,000 idle files cost one call a sweep. */
export class Directories {
  readonly #files: Files
  readonly #listings = new Map<string, Listing>()

  constructor(files: Files) {
    this.#files = files
  }

  /** Full paths in a directory; the same array while they are the same. On trouble the old listing stands. */
  list(directory: string, now: Millis): Listed {
    const known = this.#listings.get(directory)
    const stat = this.#files.stat(directory)
    const key = known?.key ?? directory
    if (stat instanceof Failure) return { key, paths: known?.paths ?? [], obstacle: stat }
    if (stat === undefined || stat.kind !== 'directory') return this.#forget(directory)
    if (known && isCurrent(known, stat.mtimeNs, now)) return known
    const names = this.#files.list(directory)
    if (names instanceof Failure) return { key, paths: known?.paths ?? [], obstacle: names }
    if (names === undefined) return this.#forget(directory)
    const listing = {
      key: keyOf(stat),
      names,
      // The same array for the same names: whoever sorted it once need not do it again.
      paths: known && areSame(known.names, names) ? known.paths : pathsOf(directory, names),
      mtimeNs: stat.mtimeNs,
      at: now,
      fresh: known?.mtimeNs !== stat.mtimeNs,
    }
    this.#listings.set(directory, listing)
    return listing
  }

  /** Every listing stands: nothing was made, renamed or deleted, as far as file systems tell. */
  allCurrent(now: Millis): boolean {
    return [...this.#listings].every(([directory, listing]) => {
      const stat = this.#files.stat(directory)
      return stat && !(stat instanceof Failure) && isCurrent(listing, stat.mtimeNs, now)
    })
  }

  /** Something happened in there: list it anew. */
  touch(directory: string): void {
    const known = this.#listings.get(directory)
    if (known) this.#listings.set(directory, { ...known, fresh: true })
  }

  #forget(directory: string): Listed {
    this.#listings.delete(directory)
    return { key: directory, paths: [], obstacle: 'missing' }
  }
}

export interface Listed {
  /** Which directory it is, by device and inode. */
  readonly key: string
  readonly paths: readonly string[]
  readonly obstacle?: 'missing' | Failure
}

function isCurrent(known: Listing, mtimeNs: bigint, now: Millis): boolean {
  return !known.fresh && known.mtimeNs === mtimeNs && now - known.at < LIST_EVERY
}

function pathsOf(directory: string, names: readonly string[]): readonly string[] {
  return names.map((name) => join(directory, name)).sort()
}

function areSame(before: readonly string[], after: readonly string[]): boolean {
  return before.length === after.length && before.every((name, index) => name === after[index])
}
