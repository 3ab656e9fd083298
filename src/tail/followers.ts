import type { FileNumber } from '../types/file.ts'
import type { Files } from './files.ts'
import type { Follower } from './follower.ts'

/** All open files, by number and by inode. */
export class Followers {
  readonly #files: Files
  readonly #byNumber = new Map<FileNumber, Follower>()
  readonly #byKey = new Map<string, Follower>()

  constructor(files: Files) {
    this.#files = files
  }

  get(file: FileNumber): Follower | undefined {
    return this.#byNumber.get(file)
  }

  withKey(key: string): Follower | undefined {
    return this.#byKey.get(key)
  }

  all(): readonly Follower[] {
    return [...this.#byNumber.values()]
  }

  add(follower: Follower): void {
    this.#byNumber.set(follower.file, follower)
    this.#byKey.set(follower.key, follower)
  }

  /** Gives up a follower; its descriptor stays open, for another one. */
  release(follower: Follower): void {
    this.#byNumber.delete(follower.file)
    if (this.#byKey.get(follower.key) === follower) this.#byKey.delete(follower.key)
  }

  close(follower: Follower): void {
    this.release(follower)
    this.#files.close(follower.fd)
  }
}
