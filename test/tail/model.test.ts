import {
  closeSync,
  copyFileSync,
  existsSync,
  mkdtempSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Bench, entry } from './bench.ts'

/** What writers and rotators do, and what happens to the tailer; the number is lines or milliseconds. */
const weights = {
  write: 6,
  writeToOld: 2,
  writeHalf: 2,
  rename: 2,
  copytruncate: 1,
  copyAndLook: 1,
  compress: 2,
  delete: 1,
  look: 2,
  readSome: 2,
  commit: 2,
  restart: 1,
  crash: 2,
  wait: 2,
} as const
type Action = keyof typeof weights

const actions = fc.array(
  fc.oneof(
    ...Object.entries(weights).map(([name, weight]) => ({
      weight,
      arbitrary: fc.constant(name as Action),
    })),
  ),
  { minLength: 1, maxLength: 40 },
)

/** Stories that are told each time: those in which tailers are caught. */
const REGRESSIONS: readonly (readonly Action[])[] = [
  // The middle one of three generations, compressed while nobody looked.
  ['write', 'look', 'commit', 'write', 'rename', 'write', 'rename', 'compress', 'write', 'crash'],
  // An archive of what was read, met anew by a state that does not know it was read.
  ['write', 'commit', 'rename', 'look', 'compress', 'look', 'crash', 'compress', 'rename', 'write'],
  // A copy, then an archive of the copy, of a file that is read from its start again.
  ['write', 'readSome', 'copytruncate', 'compress', 'write', 'restart', 'copyAndLook', 'compress'],
  // Half a line stands where a rotator and a crash meet.
  ['writeHalf', 'look', 'commit', 'rename', 'crash', 'writeToOld', 'writeHalf', 'restart', 'wait'],
  // Grown again after it was finished, and once more after the crash that forgot it.
  [
    'write',
    'rename',
    'wait',
    'wait',
    'commit',
    'writeToOld',
    'look',
    'crash',
    'writeToOld',
    'wait',
  ],
  ['write', 'look', 'delete', 'write', 'crash', 'copytruncate', 'write', 'delete', 'writeHalf'],
]

/** Old generations that are kept; the oldest is deleted, once it is read. */
const KEPT = 4
const GENERATIONS = Array.from({ length: KEPT }, (_, index) => index + 1)
const ENDINGS = ['', '.gz', '.zst']

/** Log files under a rotator, and what a perfect reader would have read. */
class World {
  readonly directory = mkdtempSync(join(tmpdir(), 'tuyawatch-model-'))
  readonly log = join(this.directory, 'app.log')
  readonly written: string[] = []
  readonly bench: Bench
  /** The writer's descriptor; it stays with its file until the rotator told it to open anew. */
  #current: number | undefined
  #old: number | undefined
  /** A half line stands at the end of the current file. */
  #half: string | undefined
  #saved: ReturnType<World['snapshot']>

  constructor() {
    this.bench = new Bench([entry([`${this.log}*`])], {}, 700)
    this.#saved = this.snapshot()
  }

  /** Until nothing is on its way: archives are decompressed asynchronously. */
  async settle(): Promise<void> {
    for (let idle = 0; idle < 3; idle++) {
      this.look()
      await setImmediate()
      if (this.bench.tailer.coming(this.bench.now).length > 0) idle = -1
    }
  }

  /** Twice: the first may only find that a file is not what it was. */
  look(): void {
    for (let round = 0; round < 2; round++) {
      this.bench.now += 100
      this.bench.tick()
    }
  }

  readSome(): void {
    this.bench.sweep()
    this.bench.read(1)
  }

  wait(): void {
    this.bench.now += 6_000
    this.bench.tick()
  }

  async finish(): Promise<void> {
    this.#endHalf()
    for (let round = 0; round < 3; round++) {
      this.wait()
      await this.settle()
    }
  }

  close(): void {
    this.bench.tailer.close()
    for (const fd of [this.#current, this.#old]) if (fd !== undefined) closeSync(fd)
    rmSync(this.directory, { recursive: true })
  }

  write(): void {
    this.#endHalf()
    for (let line = 0; line < 1 + (this.written.length % 5); line++) this.#line(this.#open())
  }

  writeToOld(): void {
    if (this.#old !== undefined) this.#line(this.#old)
  }

  writeHalf(): void {
    this.#half ??= this.#next()
    writeSync(this.#open(), this.#half.slice(0, 3))
    this.#half = this.#half.slice(3)
  }

  #line(fd: number): void {
    writeSync(fd, `${this.#next()}\n`)
  }

  #next(): string {
    const number = this.written.length
    // The first three bytes differ already: half a line shows no more.
    const line = `${number.toString(36).padStart(3, '0')} ${'.'.repeat((number * 37) % 90)}`
    this.written.push(line)
    return line
  }

  #endHalf(): void {
    if (this.#half === undefined) return
    writeSync(this.#open(), `${this.#half}\n`)
    this.#half = undefined
  }

  #open(): number {
    this.#current ??= openSync(this.log, 'a')
    return this.#current
  }

  async rename(): Promise<void> {
    this.#endHalf()
    if (!existsSync(this.log)) return
    await this.#shift()
    renameSync(this.log, `${this.log}.1`)
    if (this.#old !== undefined) closeSync(this.#old)
    this.#old = this.#current
    this.#current = undefined
  }

  /** Between copy and truncation nothing is written: that would be lost to every reader. */
  async copytruncate(between = () => {}): Promise<void> {
    this.#endHalf()
    if (!existsSync(this.log)) return
    await this.#shift()
    copyFileSync(this.log, `${this.log}.1`)
    between()
    truncateSync(this.log)
  }

  async copyAndLook(): Promise<void> {
    await this.copytruncate(() => this.look())
  }

  /** The youngest old generation that is not compressed yet, as `delaycompress` and its absence do it; its writer has closed it. */
  compress(): void {
    const number = GENERATIONS.find((n) => existsSync(`${this.log}.${n}`))
    if (number === undefined) return
    const path = `${this.log}.${number}`
    const bytes = readFileSync(path)
    if (number % 2 === 1) writeFileSync(`${path}.gz`, gzipSync(bytes))
    else writeFileSync(`${path}.zst`, zstdCompressSync(bytes))
    unlinkSync(path)
    if (this.#old !== undefined) closeSync(this.#old)
    this.#old = undefined
  }

  delete(): void {
    this.#endHalf()
    if (!existsSync(this.log)) return
    this.look()
    this.commit()
    unlinkSync(this.log)
    if (this.#current !== undefined) closeSync(this.#current)
    this.#current = undefined
  }

  async #shift(): Promise<void> {
    const oldest = ENDINGS.map((ending) => `${this.log}.${KEPT}${ending}`)
    if (oldest.some((path) => existsSync(path))) {
      await this.settle()
      this.commit()
    }
    for (const path of oldest) rmSync(path, { force: true })
    for (const number of GENERATIONS.toReversed())
      for (const ending of ENDINGS)
        if (existsSync(`${this.log}.${number}${ending}`))
          renameSync(`${this.log}.${number}${ending}`, `${this.log}.${number + 1}${ending}`)
  }

  commit(): void {
    this.#saved = this.snapshot()
  }

  restart(): void {
    this.commit()
    this.bench.restart()
  }

  snapshot() {
    const { positions, met, lines } = this.bench
    return { positions: [...positions], met: [...met], lines: lines.length }
  }

  /** All that was done since the last commit is undone; the files are as they are. */
  crash(): void {
    const { positions, met, lines } = this.bench
    positions.clear()
    for (const [file, position] of this.#saved.positions) positions.set(file, position)
    met.clear()
    for (const name of this.#saved.met) met.add(name)
    lines.length = this.#saved.lines
    this.bench.restart()
  }
}

test('whatever happens to the files and to the tailer, each line is read once', async () => {
  await fc.assert(
    fc.asyncProperty(actions, async (actions) => {
      const world = new World()
      try {
        for (const action of actions) await world[action]()
        await world.finish()
        expect(world.bench.lines.toSorted()).toEqual(world.written.toSorted())
      } finally {
        world.close()
      }
    }),
    {
      numRuns: Number(process.env['MODEL_RUNS'] ?? 150),
      examples: REGRESSIONS.map((story) => [[...story]]),
    },
  )
})
