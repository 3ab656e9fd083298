import { closeSync, openSync, writeSync } from 'node:fs'
import { onTestFinished } from 'vitest'
import { TAIL_BYTES } from '../../src/tail/limits.ts'
import type { Loss, Notice } from '../../src/tail/report.ts'
import { createTailer, type Orphans, type Tailer, type TailerParts } from '../../src/tail/tailer.ts'
import type { LogEntry } from '../../src/types/config.ts'
import type { Chunk, FileNumber, Position, ReadingPoint } from '../../src/types/file.ts'
import type { Millis } from '../../src/types/time.ts'

export function entry(paths: readonly string[], changes: Partial<LogEntry> = {}): LogEntry {
  return {
    name: 'app',
    paths,
    exclude: [],
    startAt: 'beginning',
    format: 'auto',
    timezone: 'UTC',
    project: '',
    ...changes,
  }
}

type World = Pick<TailerParts, 'files' | 'input' | 'wake'>

/** A tailer, the state it works for, and the simplest consumer there is: it takes whole lines. */
export class Bench {
  now: Millis = 1_000_000
  readonly positions = new Map<FileNumber, Position>()
  readonly met = new Set<string>()
  readonly lines: string[] = []
  readonly lost: Loss[] = []
  notices: Notice[] = []
  #numbers = 0
  #tailer: Tailer
  #entries: readonly LogEntry[]
  readonly #world: World
  readonly #buffer: Uint8Array

  constructor(entries: readonly LogEntry[], world: World = {}, bufferBytes = 65_536) {
    this.#entries = entries
    this.#world = world
    this.#buffer = new Uint8Array(bufferBytes + TAIL_BYTES)
    this.#tailer = this.#create()
    onTestFinished(() => this.#tailer.close())
  }

  get tailer(): Tailer {
    return this.#tailer
  }

  /** Looks and reads until nothing waits. Returns the lines that were new. */
  tick(hints?: readonly string[]): readonly string[] {
    const before = this.lines.length
    this.sweep(hints)
    this.read()
    return this.lines.slice(before)
  }

  after(ms: Millis): readonly string[] {
    this.now += ms
    return this.tick()
  }

  sweep(hints?: readonly string[]): void {
    const report = this.#tailer.sweep(this.now, hints)
    for (const [file, position] of report.positions) this.positions.set(file, position)
    for (const file of report.dropped) this.positions.delete(file)
    for (const name of report.met) this.met.add(name)
    this.lost.push(...report.lost)
    this.notices.push(...report.notices)
  }

  read(rounds = Number.POSITIVE_INFINITY): void {
    for (let round = 0; round < rounds; round++) {
      const chunks = this.#tailer.waiting(this.now).map(({ file }) => this.readOne(file))
      if (!chunks.includes('read')) return
    }
  }

  readOne(file: FileNumber): 'read' | 'problem' {
    const chunk = this.#tailer.read(file, this.#buffer, this.now)
    const position = this.positions.get(file)
    if ('problem' in chunk || !position) return 'problem'
    const { point, lines } = takeLines(chunk, position)
    this.lines.push(...lines)
    this.positions.set(file, this.#tailer.advance(chunk, point, []))
    return 'read'
  }

  restart(): void {
    this.#tailer.close()
    this.#tailer = this.#create()
  }

  /** Another tailer of the same process, perhaps over other entries. */
  reload(entries: readonly LogEntry[] = this.#entries): void {
    const orphans = this.#tailer.handOver()
    this.#entries = entries
    this.#tailer = this.#create(orphans)
  }

  /** Names of events and obstacles told since the last call. */
  told(): readonly string[] {
    const told = this.notices.map((notice) =>
      'obstacle' in notice ? notice.obstacle : notice.event,
    )
    this.notices = []
    return told
  }

  #create(orphans: Orphans = []): Tailer {
    return createTailer({
      entries: this.#entries,
      positions: this.positions,
      wasMet: (name) => this.met.has(name),
      newNumber: () => ++this.#numbers,
      orphans,
      ...this.#world,
    })
  }
}

function takeLines(
  chunk: Chunk,
  position: Position,
): { readonly point: ReadingPoint; readonly lines: readonly string[] } {
  const text = Buffer.from(chunk.bytes).toString('latin1')
  const whole = chunk.ending === 'final' ? text.length : text.lastIndexOf('\n') + 1
  const lines = text.slice(0, whole).split('\n').filter(Boolean)
  const skipped = position.inside === 'long_line' ? lines.slice(1) : lines
  const inside = whole > 0 ? 'line_start' : position.inside
  const line = position.line + lines.length
  return {
    point: { resume: chunk.from + whole, inside, line, context: position.context },
    lines: skipped,
  }
}

/** A writer that keeps its file open, as services do. */
export class Writer {
  readonly #fd: number

  constructor(path: string, flags = 'a') {
    this.#fd = openSync(path, flags)
    onTestFinished(() => closeSync(this.#fd))
  }

  write(text: string): void {
    writeSync(this.#fd, text)
  }
}
