import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Random } from '../../src/demo/random.ts'
import { foreign } from '../support/answers.ts'
import { type Entry, nextEntry } from './lines.ts'
import type { Oracle } from './oracle.ts'
import type { Scheme } from './schemes.ts'

/** What a writer needs of the run around it. */
export interface Surroundings {
  readonly directory: string
  readonly random: Random
  readonly oracle: Oracle
  readonly stop: AbortSignal
  /** Logs that every reader understands: no body cut by another stream, no part of a line. */
  readonly plain: boolean
  /** Resolves when everything written to this source so far was counted, so that a rotator may destroy it; false: the run is over. */
  caughtUp(source: string): Promise<boolean>
}

/** An application that logs into `directory/source/app.log`, and the rotator that cares for its file. */
export class LogWriter {
  readonly source: string
  readonly log: string
  readonly #scheme: Scheme
  readonly #around: Surroundings
  #fd: number | undefined
  #generation = 0

  constructor(scheme: Scheme, around: Surroundings) {
    this.source = scheme.name
    this.#scheme = scheme
    this.#around = around
    const directory = join(around.directory, scheme.name)
    mkdirSync(directory, { recursive: true })
    this.log = join(directory, 'app.log')
  }

  async run(): Promise<void> {
    const { random, stop, oracle } = this.#around
    while (!stop.aborted) {
      await this.#burst()
      await sleep(random.between(0, PAUSE_MAX))
      if (random.between(1, BURSTS_PER_ROTATION) > 1) continue
      this.#endRecords()
      await this.#rotate()
      oracle.rotations += 1
    }
    this.#close()
  }

  async #burst(): Promise<void> {
    const { random } = this.#around
    for (let left = random.between(1, BURST_LINES_MAX); left > 0; left -= 1) await this.#entry()
  }

  async #entry(): Promise<void> {
    const { oracle, random, plain } = this.#around
    const entry = nextEntry(random, Date.now())
    const text = this.#scheme.cri && !plain ? asCri(entry, random) : asPlain(entry, this.#scheme)
    await this.#torn(text)
    oracle.lines += entry.lines.length
    if (entry.code !== undefined) oracle.write(this.source, entry.code)
  }

  /** Half of a line may stand in the file for a while. */
  async #torn(text: string): Promise<void> {
    const { random } = this.#around
    this.#fd ??= openSync(this.log, 'a')
    const cut = random.between(0, 3) > 0 ? text.length : random.between(0, text.length)
    writeSync(this.#fd, text.slice(0, cut))
    if (cut < text.length) {
      await sleep(random.between(0, PAUSE_MAX))
      writeSync(this.#fd, text.slice(cut))
    }
  }

  /**
   * A line that continues nothing. A record that only time can end needs a reader that lives for some seconds, and here
   * nobody does: without such a line nothing that is rotated would ever be done with.
   */
  #endRecords(): void {
    const line = foreign(Date.now())
    const text = this.#scheme.cri
      ? criLine(line, 'stdout', 'F') + criLine(line, 'stderr', 'F')
      : `${line}\n`
    this.#fd ??= openSync(this.log, 'a')
    writeSync(this.#fd, text)
  }

  async #rotate(): Promise<void> {
    const { log, source } = this
    this.#generation += 1
    await this.#scheme.rotate({
      log,
      generation: this.#generation,
      caughtUp: () => this.#around.caughtUp(source),
      reopen: () => this.#close(),
      goOn: async () => {
        await this.#burst()
        this.#endRecords()
      },
    })
  }

  #close(): void {
    if (this.#fd !== undefined) closeSync(this.#fd)
    this.#fd = undefined
  }
}

/** About 60 lines a second and a rotation each two seconds. */
const PAUSE_MAX = 60
const BURST_LINES_MAX = 4
const BURSTS_PER_ROTATION = 60

function asPlain({ lines }: Entry, { cri }: Scheme): string {
  return lines.map((line) => (cri ? criLine(line, 'stderr', 'F') : `${line}\n`)).join('')
}

/** A body on one stream with lines of the other between its own, and some lines in two parts. */
function asCri({ lines }: Entry, random: Random): string {
  const stream = random.pick(['stdout', 'stderr'])
  const other = stream === 'stdout' ? 'stderr' : 'stdout'
  return lines
    .map((line) => {
      const between = random.between(0, 2) === 0 ? criLine('one moment', other, 'F') : ''
      if (random.between(0, 4) > 0) return criLine(line, stream, 'F') + between
      const cut = random.between(0, line.length)
      return (
        criLine(line.slice(0, cut), stream, 'P') + between + criLine(line.slice(cut), stream, 'F')
      )
    })
    .join('')
}

function criLine(text: string, stream: string, tag: 'P' | 'F'): string {
  return `${new Date().toISOString().replace('Z', '000000Z')} ${stream} ${tag} ${text}\n`
}
