import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createRandom, type Random } from '../../src/demo/random.ts'
import { freePort } from '../support/port.ts'
import { begin, ENDS, type Life } from './lives.ts'
import { LogWriter } from './log-writer.ts'
import { startMailRelay } from './mails.ts'
import { mtail } from './mtail.ts'
import { Oracle, type Verdict } from './oracle.ts'
import { SCHEMES } from './schemes.ts'
import { Scraper } from './scraper.ts'
import type { Subject } from './subject.ts'
import { tuyawatch } from './tuyawatch.ts'

/** What a run is asked for. */
export interface Torture {
  readonly subject: 'tuyawatch' | 'mtail'
  readonly seed: number
  /** The run is over after so many kills or so many seconds, whatever comes first. */
  readonly kills: number
  readonly seconds: number
  /** Only what every reader understands. */
  readonly plain: boolean
  /** Hears of the progress. */
  progress(kills: number, oracle: Oracle): void
}

/** What came of it. */
export interface Ordeal extends Verdict {
  readonly subject: string
  readonly kills: number
  readonly rotations: number
  readonly lines: number
  readonly scrapes: number
  readonly mails: number
  readonly decreases: readonly string[]
  readonly toldTwice: readonly string[]
  /** Where everything lies, if something went wrong. */
  readonly kept?: string
}

/** Writes, rotates, kills and scrapes, all at random, and then compares what is shown with what was written. */
export async function torture(asked: Torture): Promise<Ordeal> {
  const directory = mkdtempSync(join(tmpdir(), 'tuyawatch-torture-'))
  const random = createRandom(asked.seed)
  const relay = await startMailRelay(createRandom(asked.seed + 1))
  const port = await freePort()
  const logs = join(directory, 'logs')
  mkdirSync(logs)
  const subject =
    asked.subject === 'mtail'
      ? mtail(directory, logs, port)
      : tuyawatch(directory, logs, port, relay.port)
  const run = new Run(asked, subject, logs, random)
  await run.live()
  const { oracle, scraper, kills, late } = run
  await relay.close()
  const verdict = oracle.judge(scraper.totals())
  const { decreases, scrapes } = scraper
  const toldTwice = relay.toldTwice()
  const failed = verdict.wrong.length + late.length + decreases.length + toldTwice.length > 0
  if (!failed) rmSync(directory, { recursive: true })
  const { rotations, lines } = oracle
  const mails = relay.received()
  return {
    subject: subject.name,
    ...verdict,
    wrong: [...verdict.wrong, ...late],
    ...{ kills, rotations, lines, scrapes, mails, decreases, toldTwice },
    ...(failed && { kept: directory }),
  }
}

class Run {
  kills = 0
  readonly oracle = new Oracle()
  readonly scraper: Scraper
  /** What was not read in time. */
  readonly late: string[] = []
  readonly #asked: Torture
  readonly #subject: Subject
  readonly #logs: string
  readonly #random: Random
  readonly #over = new AbortController()
  readonly #scraped = new AbortController()

  constructor(asked: Torture, subject: Subject, logs: string, random: Random) {
    this.#asked = asked
    this.#subject = subject
    this.#logs = logs
    this.#random = random
    this.scraper = new Scraper(subject)
  }

  async live(): Promise<void> {
    const scraping = this.scraper.run(this.#scraped.signal)
    const writing = Promise.all(this.#writers().map((writer) => writer.run()))
    writing.catch(() => this.#over.abort())
    await this.#killAll()
    const last = begin(this.#subject, `${this.#logs}.log`, this.#random)
    this.#over.abort()
    await writing
    await this.#settle()
    this.#scraped.abort()
    await scraping
    await this.scraper.scrape()
    await last.end('SIGTERM')
  }

  async #killAll(): Promise<void> {
    const { kills, seconds, progress } = this.#asked
    const until = Date.now() + seconds * 1_000
    while (this.kills < kills && Date.now() < until && !this.#over.signal.aborted) {
      const life = begin(this.#subject, `${this.#logs}.log`, this.#random)
      await this.#let(life)
      await this.#kill(life)
      progress(this.kills, this.oracle)
    }
  }

  /** Half of the lives end at some moment since their start, perhaps within it; half at some moment of their work. */
  async #let(life: Life): Promise<void> {
    if (this.#random.between(0, 1) === 0) {
      await sleep(this.#random.between(LIFE_MIN, LIFE_MAX))
      return
    }
    const { scrapes } = this.scraper
    const began = Date.now()
    const until = began + START_TIMEOUT
    while (this.scraper.scrapes === scrapes) {
      if (Date.now() > until) throw new Error(`it does not start:\n${life.output()}`)
      await sleep(CHECK_EVERY)
    }
    await sleep(this.#random.between(0, Math.max(WORK_MAX, Date.now() - began)))
  }

  async #kill(life: Life): Promise<void> {
    await life.end(this.#random.pick([...ENDS]))
    this.scraper.ended()
    this.kills += 1
    // At once, so that what is kept shows how it came about.
    if (!this.#subject.forgets && this.oracle.judge(this.scraper.totals()).doubled > 0)
      this.#over.abort()
  }

  #writers(): readonly LogWriter[] {
    const around = {
      directory: this.#logs,
      random: this.#random,
      oracle: this.oracle,
      stop: this.#over.signal,
      plain: this.#asked.plain,
      caughtUp: (source: string) => this.#caughtUp(source),
    }
    return SCHEMES.map((scheme) => new LogWriter(scheme, around))
  }

  /** One that never gets there has lost something: a forgetful one is not waited for long. */
  async #caughtUp(source: string): Promise<boolean> {
    const patience = this.#subject.forgets ? FORGETFUL_PATIENCE : PATIENCE
    const until = Date.now() + patience
    while (this.scraper.total(source) < this.oracle.writtenTo(source)) {
      if (this.#over.signal.aborted) return false
      if (Date.now() < until) await sleep(CHECK_EVERY)
      else if (this.#subject.forgets) return true
      else {
        this.late.push(`${source}: not read within ${PATIENCE} ms`)
        this.#over.abort()
        return false
      }
    }
    return true
  }

  /** Until the totals are right, or have stood still for long enough to be final. */
  async #settle(): Promise<void> {
    let total = -1
    for (let still = 0; still < STILL_FOR; still += CHECK_EVERY) {
      const verdict = this.oracle.judge(this.scraper.totals())
      const now = verdict.written - verdict.lost + verdict.doubled
      if (now !== total) still = 0
      total = now
      await sleep(CHECK_EVERY)
    }
  }
}

/** Milliseconds. */
const LIFE_MIN = 50
const LIFE_MAX = 1_000
/** Or as long as its start took, where that is longer: on a busy machine nobody would ever get to work. */
const WORK_MAX = 700
const START_TIMEOUT = 60_000
const CHECK_EVERY = 20
/** Milliseconds. A file is finished after five quiet seconds: what would be counted twice then must show. */
const STILL_FOR = 8_000
const PATIENCE = 180_000
const FORGETFUL_PATIENCE = 2_000
