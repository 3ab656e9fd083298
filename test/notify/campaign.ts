import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import { createMailer } from '../../src/notify/mailer.ts'
import { dueEntries } from '../../src/notify/outbox.ts'
import { DEFAULT_NOISE, DEFAULT_POLICY } from '../../src/types/noise.ts'
import type { Delivery } from '../../src/types/outbox.ts'
import type { Rule } from '../../src/types/rule.ts'
import { MINUTE, type Millis, SECOND } from '../../src/types/time.ts'
import { failure, success } from '../support/answers.ts'
import { startEngine } from '../support/engine.ts'
import { rule } from '../support/events.ts'
import { FAULTS, type Fault, startFaultyRelay, TAKEN, type TakenMail } from './faulty-relay.ts'
import { receiver } from './fixtures.ts'

export interface Toll {
  readonly faults: number
  readonly kills: number
  /** Mails that the relay took, and the daemon did not get to know it: the answer was lost, or it was killed. */
  readonly unknown: number
  /** Incidents that began and ended. */
  readonly incidents: number
  /** Mails that the relay took, duplicates included. */
  readonly deliveries: number
  /** Mails that it took again. */
  readonly duplicates: number
  /** Incidents whose end never reached it. */
  readonly losses: number
  /** Beginnings and ends that came under more than one Message-ID: a reader could not know them for duplicates. */
  readonly renamed: number
}

const START = Date.UTC(2026, 10, 24)
/** An incident begins with it, ends in it, and the relay has time to be retried; oftener than each hour were flapping. */
const CYCLE: Millis = 61 * MINUTE
const STEP: Millis = 45 * SECOND
const QUICK = { connect: 500, greeting: 500, silence: 200, whole: 1_000 }

const RULES: readonly Rule[] = [
  rule({ condition: { kind: 'count', atLeast: 1 }, windowMs: MINUTE, repeatMs: [] }),
]

/** Hundreds of mails are what it is about. */
const POLICY = {
  ...DEFAULT_POLICY,
  noise: { ...DEFAULT_NOISE, mailLimit: { perHour: 1_000, perDay: 10_000 } },
}

/**
 * Incident after incident through the real engine, store and mailer, over a relay at which most deliveries go wrong, with
 * kills before and after each step of a delivery.
 * @param chance deterministic, from 0 to 1.
 */
export async function campaign(
  directory: string,
  cycles: number,
  chance: () => number,
): Promise<Toll> {
  const relay = await startFaultyRelay()
  const mailer = createMailer(receiver({ port: relay.port }), QUICK)
  const counts = { faults: 0, kills: 0, unknown: 0 }
  const ends = new Set<string>()
  let engine = startEngine(directory, RULES, {}, POLICY)
  let results: Delivery[] = []

  function kill(probability: number): void {
    if (chance() >= probability) return
    counts.kills += 1
    counts.unknown += results.filter(({ outcome }) => outcome === 'sent').length
    engine.crash()
    engine = startEngine(directory, RULES, {}, POLICY)
    results = []
  }

  async function step(now: Millis, calm: boolean): Promise<void> {
    engine.tick(now, true, results)
    results = []
    for (const { kind, id } of engine.state.outbox.values()) if (kind === 'resolved') ends.add(id)
    if (!calm) kill(0.03)
    for (const entry of dueEntries(engine.state.outbox.values(), now)) {
      const fault =
        !calm && chance() < 0.7 ? FAULTS[Math.floor(chance() * FAULTS.length)] : undefined
      if (fault) counts.faults += 1
      void relay.fail(fault)
      const delivery = await mailer.send(entry)
      results.push(delivery)
      if (isUnknown(delivery, fault)) counts.unknown += 1
      void relay.fail(undefined)
      if (!calm) kill(0.15)
    }
  }

  for (let cycle = 0; cycle < cycles; cycle += 1)
    await live(cycle, directory, (now) => step(now, false))
  // The relay is well again: what waits leaves.
  const end = START + cycles * CYCLE
  for (let now = end; now < end + CYCLE; now += STEP) await step(now, true)
  engine.crash()
  mailer.close()
  return { ...counts, ...tollOf(relay, ends) }
}

/** The answer was lost; also to a machine so busy that it came too late. */
function isUnknown(delivery: Delivery, fault: Fault | undefined): boolean {
  if (delivery.outcome === 'sent') return false
  return delivery.reason === 'timeout' || (fault !== undefined && TAKEN.includes(fault))
}

/** An error at the start of the cycle, a success a quarter later, and steps in between. */
async function live(
  cycle: number,
  directory: string,
  step: (now: Millis) => Promise<void>,
): Promise<void> {
  const from = START + cycle * CYCLE
  write(directory, failure(1010, 'token invalid', from))
  for (let now = from; now < from + CYCLE; now += STEP) {
    if (now - from === 15 * MINUTE) write(directory, success(now))
    await step(now)
  }
}

function write(directory: string, line: string): void {
  appendFileSync(join(directory, 'log', 'app.log'), `${line}\n`)
}

function tollOf(
  { taken, mails }: { readonly taken: readonly string[]; readonly mails: readonly TakenMail[] },
  ends: ReadonlySet<string>,
): Omit<Toll, 'faults' | 'kills' | 'unknown'> {
  const once = new Set(taken)
  return {
    incidents: ends.size,
    deliveries: taken.length,
    duplicates: taken.length - once.size,
    losses: [...ends].filter((id) => !once.has(id)).length,
    renamed: renamedIn(mails),
  }
}

function renamedIn(mails: readonly TakenMail[]): number {
  const told = mails.filter(({ kind }) => kind === 'firing' || kind === 'resolved')
  const byWhat = Map.groupBy(told, ({ incident, kind }) => `${incident} ${kind}`)
  return [...byWhat.values()].filter((same) => new Set(same.map(({ id }) => id)).size > 1).length
}
