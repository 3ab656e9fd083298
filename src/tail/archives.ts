import type { ArchiveFormat } from '../decompress/decompress.ts'
import type { FileNumber, Position } from '../types/file.ts'
import type { Millis } from '../types/time.ts'
import { type ArchiveStream, streamArchive } from './archive.ts'
import { ArchiveSource } from './archive-source.ts'
import type { FileStat } from './files.ts'
import { tailStart } from './fingerprint.ts'
import { type Inspection, inspect } from './inspect.ts'

/** An archive on disk, as it was when it was looked at. */
export interface Archive {
  readonly key: string
  readonly path: string
  readonly logs: string
  readonly stat: FileStat
  readonly format: ArchiveFormat
  /** No pattern names it: only the rest of what was read before is wanted from it. */
  readonly beside: boolean
  /** The file whose bytes are read from it. */
  readonly readAs?: FileNumber
}

/** Stands for an archive of which nobody knows yet whose it is; no file has this number. */
export const UNKNOWN_ARCHIVE: FileNumber = 0

/** Decompresses: one archive at a time to know what it holds, and any number to be read. Owns their descriptors. */
export class Archives {
  readonly #wake: () => void
  readonly #sources = new Map<FileNumber, ArchiveSource>()
  readonly #answers = new Map<string, Answer>()
  #looking: ArchiveStream | undefined
  #news = false

  constructor(wake: () => void) {
    this.#wake = wake
  }

  /** What the archive holds; `undefined` until that is known. Anything new about the file asks anew. */
  inspected({ key, stat }: Archive): Inspection | 'incomplete' | undefined {
    const answer = this.#answers.get(key)
    const current = answer?.size === stat.size && answer.mtimeNs === stat.mtimeNs
    return current ? answer.found : undefined
  }

  /** Something was found out since this was asked last. */
  takeNews(): boolean {
    const news = this.#news
    this.#news = false
    return news
  }

  /** One question at a time: it may be gigabytes. */
  get busy(): boolean {
    return this.#looking !== undefined
  }

  ask(archive: Archive, fd: number, positions: readonly (readonly [FileNumber, Position])[]): void {
    this.#looking = streamArchive(fd, archive.format, 0)
    void this.#look(archive, this.#looking, positions)
  }

  async #look(
    { key, stat: { size, mtimeNs } }: Archive,
    stream: ArchiveStream,
    positions: readonly (readonly [FileNumber, Position])[],
  ): Promise<void> {
    const found = await inspect(stream.pieces, positions)
    stream.close()
    this.#looking = undefined
    this.#answers.set(key, { size, mtimeNs, found })
    this.#news = true
    this.#wake()
  }

  forget(key: string): void {
    this.#answers.delete(key)
  }

  get(file: FileNumber): ArchiveSource | undefined {
    return this.#sources.get(file)
  }

  reads(key: string): boolean {
    return [...this.#sources.values()].some((source) => source.key === key)
  }

  all(): readonly ArchiveSource[] {
    return [...this.#sources.values()]
  }

  read(
    { key, path, format }: Archive,
    fd: number,
    file: FileNumber,
    position: Position,
    now: Millis,
  ): void {
    const stream = streamArchive(fd, format, tailStart(position.resume))
    this.#sources.set(
      file,
      new ArchiveSource({ file, key, path }, stream, position, now, this.#wake),
    )
  }

  close(file: FileNumber): void {
    this.#sources.get(file)?.close()
    this.#sources.delete(file)
  }

  closeAll(): void {
    for (const file of [...this.#sources.keys()]) this.close(file)
    this.#looking?.close()
  }
}

interface Answer {
  readonly size: number
  readonly mtimeNs: bigint
  readonly found: Inspection | 'incomplete'
}
