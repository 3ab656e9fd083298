import { get } from 'node:http'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { samplesOf } from '../support/samples.ts'
import { type Totals, totalKey } from './oracle.ts'
import type { Subject } from './subject.ts'

/** Scrapes one subject through all its lives and remembers what it ever showed. */
export class Scraper {
  scrapes = 0
  readonly decreases: string[] = []
  readonly #subject: Subject
  #shown: ReadonlyMap<string, number> = new Map()
  /** What earlier lives of a forgetful subject had counted. */
  readonly #before = new Map<string, number>()

  constructor(subject: Subject) {
    this.#subject = subject
  }

  async run(stop: AbortSignal): Promise<void> {
    while (!stop.aborted) {
      await this.scrape()
      await sleep(SCRAPE_EVERY)
    }
  }

  async scrape(): Promise<boolean> {
    const samples = await samplesAt(this.#subject.url)
    if (samples === undefined) return false
    this.scrapes += 1
    if (!this.#subject.forgets) this.#compare(samples)
    this.#shown = samples
    return true
  }

  totals(): Totals {
    const totals = new Map(this.#before)
    for (const [key, value] of this.#subject.totals(this.#shown))
      totals.set(key, (totals.get(key) ?? 0) + value)
    return totals
  }

  total(source: string): number {
    const own = [...this.totals()].filter(([key]) => key.startsWith(totalKey(source, '')))
    return own.reduce((sum, [, value]) => sum + value, 0)
  }

  /** A life is over. */
  ended(): void {
    if (!this.#subject.forgets) return
    for (const [key, value] of this.totals()) this.#before.set(key, value)
    this.#shown = new Map()
  }

  #compare(samples: ReadonlyMap<string, number>): void {
    for (const [series, before] of this.#shown) {
      if (!this.#subject.isCounter(series)) continue
      const now = samples.get(series) ?? 0
      if (now < before) this.decreases.push(`${series}: ${before}, then ${now}`)
    }
  }
}

/** Milliseconds. Often enough to see what stood between two kills. */
const SCRAPE_EVERY = 50
const SCRAPE_TIMEOUT = 5_000

/** A connection of its own for each scrape: the process at the other end may be killed at any moment. */
async function samplesAt(url: string): Promise<ReadonlyMap<string, number> | undefined> {
  const { promise, resolve } = Promise.withResolvers<string | undefined>()
  const request = get(url, { agent: false }, (response) => {
    const { statusCode } = response
    text(response).then((body) => resolve(statusCode === 200 ? body : undefined), fail)
  })
  const fail = () => {
    request.destroy()
    resolve(undefined)
  }
  request.once('error', fail)
  const late = setTimeout(fail, SCRAPE_TIMEOUT)
  const body = await promise
  clearTimeout(late)
  return body === undefined ? undefined : samplesOf(body)
}
