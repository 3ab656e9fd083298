import assert from 'node:assert/strict'
import { dirname } from 'node:path'
import type { Chunk, FileNumber, Offset, Position, ReadingPoint } from '../types/file.ts'
import type { Millis } from '../types/time.ts'
import { advancePosition, type ReadBytes } from './advance.ts'
import { ArchiveSource } from './archive-source.ts'
import { Archives, UNKNOWN_ARCHIVE } from './archives.ts'
import { Discovery } from './discovery.ts'
import { Failure, type FileStat, type Files } from './files.ts'
import { keyOf, tailStart } from './fingerprint.ts'
import { checkFinished } from './finished.ts'
import type { Follower } from './follower.ts'
import { Followers } from './followers.ts'
import { InputSource, openInput } from './input-source.ts'
import { Ledger } from './ledger.ts'
import { LIST_EVERY } from './limits.ts'
import { meetFiles } from './meet.ts'
import { meetArchives } from './meet-archives.ts'
import { observeFollowers } from './observe.ts'
import { Obstacles } from './obstacles.ts'
import type { Notice, TailReport } from './report.ts'
import { resumePositions } from './resume.ts'
import { siblingFinder } from './siblings.ts'
import { statusOf } from './status.ts'
import { emptyMemory, forgetIn, type Sweep } from './sweep.ts'
import type {
  FileStatus,
  Orphans,
  ReadProblem,
  Tailer,
  TailerParts,
  WaitingFile,
} from './tailer.ts'

/** Where bytes come from. */
type Source = Follower | ArchiveSource | InputSource

type Parts = TailerParts & { readonly files: Files }

/** The tailer over a file system. Owns all descriptors. */
export class LogTailer implements Tailer {
  readonly #parts: Parts
  readonly #followers: Followers
  readonly #archives: Archives
  readonly #obstacles = new Obstacles()
  readonly #discovery: Discovery
  readonly #memory = emptyMemory()
  /** Told with the next report. */
  readonly #finished: Notice[] = []
  #started = false
  /** The last look at everything. */
  #sweptAt = Number.NEGATIVE_INFINITY
  #input: InputSource | undefined
  /** The bytes handed out last, with those before the reading point: what `advance` makes the new position of. */
  #last: ReadBytes | undefined

  constructor(parts: Parts) {
    this.#parts = parts
    this.#followers = new Followers(parts.files)
    this.#archives = new Archives(parts.wake ?? (() => {}))
    this.#discovery = new Discovery(parts.entries, parts.files, this.#obstacles)
    for (const orphan of parts.orphans ?? []) this.#adopt(orphan)
  }

  sweep(now: Millis, hints?: readonly string[]): TailReport {
    const news = this.#archives.takeNews()
    if (!news && this.#nothingButGrowth(now, hints)) return NOTHING
    for (const path of hints ?? []) this.#discovery.directories.touch(dirname(path))
    const sweep = this.#begin(now)
    if (!this.#started) this.#input = openInput(sweep, this.#parts.entries, this.#parts.input)
    this.#started = true
    this.#sweptAt = now
    observeFollowers(sweep)
    resumePositions(sweep)
    meetFiles(sweep)
    meetArchives(sweep)
    checkFinished(sweep)
    return this.#end(sweep)
  }

  waiting(now: Millis): readonly WaitingFile[] {
    return this.#sources().flatMap((source) => this.#waitingIn(source, now) ?? [])
  }

  waitingOf(file: FileNumber, now: Millis): WaitingFile | undefined {
    const source = this.#source(file)
    return source && this.#waitingIn(source, now)
  }

  coming(now: Millis): readonly FileNumber[] {
    const archives = this.#archives.all().filter(({ coming }) => coming)
    return [
      ...archives.map(({ file }) => file),
      ...(this.#archives.busy ? [UNKNOWN_ARCHIVE] : []),
      ...(this.#input?.coming(now) ? [this.#input.file] : []),
    ]
  }

  read(file: FileNumber, into: Uint8Array, now: Millis): Chunk | ReadProblem {
    const position = this.#parts.positions.get(file)
    const source = this.#source(file)
    if (!position || !source) return { problem: 'closed' }
    if (!(source instanceof InputSource)) return this.#readFile(source, position, into, now)
    const chunk = source.read(position, into, now)
    this.#last = { file, start: chunk.from, bytes: chunk.bytes }
    return chunk
  }

  advance(chunk: Chunk, point: ReadingPoint, done: readonly Offset[]): Position {
    const position = this.#parts.positions.get(chunk.file)
    assert(position && this.#last?.file === chunk.file, 'only the chunk read last is advanced over')
    const advanced = advancePosition(position, this.#last, point, done)
    if (this.#input?.file === chunk.file) this.#input.input.release(advanced.resume)
    this.#archives.get(chunk.file)?.release(advanced.resume)
    return chunk.ending === 'final' ? this.#finish(advanced, chunk.file) : advanced
  }

  status(): readonly FileStatus[] {
    return statusOf(this.#parts.positions, (file) => this.#source(file), this.#obstacles)
  }

  close(): void {
    for (const follower of this.#followers.all()) this.#followers.close(follower)
    this.#archives.closeAll()
    this.#input?.input.close()
  }

  handOver(): Orphans {
    const orphans = this.#followers.all().filter((follower) => this.#isOrphan(follower))
    for (const orphan of orphans) this.#followers.release(orphan)
    this.close()
    return orphans
  }

  #isOrphan({ leaving, fd }: Follower): boolean {
    if (leaving) return leaving.why === 'deleted' || leaving.why === 'moved_away'
    const stat = this.#parts.files.fstat(fd)
    return !(stat instanceof Failure) && stat.links === 0
  }

  #adopt(orphan: Follower): void {
    this.#followers.add(orphan)
    const logs = this.#parts.positions.get(orphan.file)?.logs
    if (!this.#parts.entries.some(({ name }) => name === logs)) this.#followers.close(orphan)
  }

  #sources(): readonly Source[] {
    const opened = [...this.#followers.all(), ...this.#archives.all()]
    return this.#input ? [...opened, this.#input] : opened
  }

  #source(file: FileNumber): Source | undefined {
    if (file === this.#input?.file) return this.#input
    return this.#followers.get(file) ?? this.#archives.get(file)
  }

  #begin(now: Millis): Sweep {
    const { entries, files, positions, newNumber, wasMet } = this.#parts
    const names = entries.map(({ name }) => name)
    const ledger = new Ledger(positions)
    const found = this.#discovery.look(now)
    const strangers = [...found.values()].filter(
      ({ key, stat }) => !this.#followers.withKey(key) && !ledger.finishedAt(stat),
    )
    return {
      now,
      files,
      ledger,
      followers: this.#followers,
      archives: this.#archives,
      memory: this.#memory,
      obstacles: this.#obstacles,
      found,
      unsettled: new Set(strangers.map(({ names: [path] }) => dirname(path))),
      fresh: new Set(names.filter((name) => !wasMet(name))),
      configured: new Set(names),
      postponed: new Set(),
      siblings: siblingFinder(files),
      newNumber,
      lost: [],
      notices: [],
    }
  }

  #end({ ledger, fresh, found, lost, notices }: Sweep): TailReport {
    const { positions, dropped } = ledger
    forgetIn(this.#memory, dropped, found)
    const told = [...this.#finished.splice(0), ...notices, ...this.#obstacles.settle()]
    return { positions, dropped, met: [...fresh], lost, notices: told }
  }

  #waitingIn(source: Source, now: Millis): WaitingFile | undefined {
    const position = this.#parts.positions.get(source.file)
    if (!position || !source.waits(position, now)) return undefined
    const behind = Math.max(0, source.pace.size - position.resume)
    return { file: source.file, logs: position.logs, behind }
  }

  /** Then a look at everything would find nothing more. */
  #nothingButGrowth(now: Millis, hints: readonly string[] | undefined): boolean {
    if (hints) return hints.every((path) => this.#onlyGrew(path, now))
    if (!this.#isQuiet(now)) return false
    return this.#followers.all().every((follower) => this.#isAsItWas(follower, now))
  }

  /** Nothing is under way but that known files may grow. */
  #isQuiet(now: Millis): boolean {
    const recent = now >= this.#sweptAt && now - this.#sweptAt < LIST_EVERY
    const told = this.#finished.length === 0
    const settled = told && !this.#obstacles.any && this.#memory.archives.size === 0
    return recent && settled && this.#discovery.directories.allCurrent(now)
  }

  /** Nothing happened at this path but growth, so nothing else needs a look. */
  #onlyGrew(path: string, now: Millis): boolean {
    const stat = this.#parts.files.stat(path)
    if (stat === undefined || stat instanceof Failure) return false
    const follower = this.#followers.withKey(keyOf(stat))
    return follower?.path === path && this.#notesGrowth(follower, stat, now)
  }

  /** The same for a known file: a thousand idle ones are looked at so each second. */
  #isAsItWas(follower: Follower, now: Millis): boolean {
    const stat = this.#parts.files.stat(follower.path)
    if (stat === undefined || stat instanceof Failure) return false
    return follower.isInode(stat) && this.#notesGrowth(follower, stat, now)
  }

  #notesGrowth(follower: Follower, stat: FileStat, now: Millis): boolean {
    const position = this.#parts.positions.get(follower.file)
    if (!position || !follower.onlyGrew(stat, position)) return false
    follower.note(stat, now)
    return true
  }

  #readFile(
    follower: Follower | ArchiveSource,
    position: Position,
    into: Uint8Array,
    now: Millis,
  ): Chunk | ReadProblem {
    const chunk =
      follower instanceof ArchiveSource
        ? follower.read(position, into, now)
        : follower.read(this.#parts.files, position, into, now)
    if (chunk === 'changed') follower.problem = chunk
    else if (chunk instanceof Failure) {
      const { trouble: obstacle, detail } = chunk
      this.#obstacles.raise({ path: follower.path, logs: position.logs, obstacle, detail })
      follower.problem = obstacle
    } else {
      const start = tailStart(position.resume)
      const bytes = into.subarray(0, position.resume - start + chunk.bytes.length)
      this.#last = { file: follower.file, start, bytes }
      return chunk
    }
    return { problem: follower.problem }
  }

  #finish(position: Position, file: FileNumber): Position {
    const follower = this.#followers.get(file)
    const path = follower?.path ?? position.path
    if (follower) {
      this.#memory.recognised.set(file, { size: follower.pace.size, mtimeNs: follower.mtimeNs })
      this.#followers.close(follower)
    }
    this.#archives.close(file)
    this.#finished.push({ event: 'finished', file, logs: position.logs, path })
    return { ...position, path, finished: true }
  }
}

const NOTHING: TailReport = { positions: [], dropped: [], met: [], lost: [], notices: [] }
