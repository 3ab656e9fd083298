import {
  closeSync,
  copyFileSync,
  existsSync,
  mkdtempSync,
  openSync,
  renameSync,
  rmSync,
  truncateSync,
  unlinkSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
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

/** Old generations that are kept; the oldest is deleted, once it is read. */
const KEPT = 4

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

  finish(): void {
    this.#endHalf()
    for (let round = 0; round < 3; round++) this.wait()
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

  rename(): void {
    this.#endHalf()
    if (!existsSync(this.log)) return
    this.#shift()
    renameSync(this.log, `${this.log}.1`)
    if (this.#old !== undefined) closeSync(this.#old)
    this.#old = this.#current
    this.#current = undefined
  }

  /** Between copy and truncation nothing is written: that would be lost to every reader. */
  copytruncate(between = () => {}): void {
    this.#endHalf()
    if (!existsSync(this.log)) return
    this.#shift()
    copyFileSync(this.log, `${this.log}.1`)
    between()
    truncateSync(this.log)
  }

  copyAndLook(): void {
    this.copytruncate(() => this.look())
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

  #shift(): void {
    if (existsSync(`${this.log}.${KEPT}`)) {
      this.look()
      this.commit()
    }
    for (let number = KEPT; number > 0; number--)
      if (existsSync(`${this.log}.${number}`))
        renameSync(`${this.log}.${number}`, `${this.log}.${number + 1}`)
    rmSync(`${this.log}.${KEPT + 1}`, { force: true })
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

test('whatever happens to the files and to the tailer, each line is read once', () => {
  fc.assert(
    fc.property(actions, (actions) => {
      const world = new World()
      try {
        for (const action of actions) world[action]()
        world.finish()
        expect(world.bench.lines.toSorted()).toEqual(world.written.toSorted())
      } finally {
        world.close()
      }
    }),
    { numRuns: Number(process.env['MODEL_RUNS'] ?? 150) },
  )
})
