import { appendFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Store } from '../../src/store/sqlite.ts'
import type { Rule } from '../../src/types/rule.ts'
import { HOUR, MINUTE, SECOND } from '../../src/types/time.ts'
import { failure, success } from '../support/answers.ts'
import { temporaryDirectory } from '../support/directory.ts'
import { startEngine } from '../support/engine.ts'
import { NOON, rule } from '../support/events.ts'

const RULES: readonly Rule[] = [
  rule({ id: 'many', name: 'many', match: { category: ['auth'] }, windowMs: MINUTE }),
  rule({
    ...{ id: 'plan', name: 'plan', match: { category: ['quota_billing'] }, severity: 'critical' },
    ...{ condition: { kind: 'count', atLeast: 1 }, windowMs: HOUR },
  }),
]

interface Written {
  readonly at: number
  readonly text: string
}

/** Tokens fail, the plan ends, all is well again. */
const LINES: readonly Written[] = [
  ...[1, 2, 3, 5, 8, 13].map((second) => at(second, (time) => failure(1010, 'token', time))),
  at(20, (time) => failure(28841004, 'quota', time)),
  ...[30, 31, 32].map((second) => at(second, (time) => failure(1010, 'token', time))),
  at(8 * 60, (time) => api(success(time))),
]

const TICKS = [...LINES.map((line) => line.at), ...range(1, 60), ...range(8 * 60, 8 * 60 + 8)]
const MOMENTS = [...new Set(TICKS)].sort((a, b) => a - b)

function at(second: number, write: (time: number) => string): Written {
  const time = NOON + second * SECOND
  return { at: time, text: write(time) }
}

/** Of a call, and so evidence that calls work. */
function api(line: string): string {
  return line.replace('response:', 'GET /v1.0/devices/bf6054cl5k0030r58wsnoa/status ->')
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => NOON + (from + index) * SECOND)
}

type Kill = 'before' | 'after' | undefined

/** What ever stood in the outbox, durable already or not: id -> kind, receiver, Message-ID and subject. */
function outboxAfter(kills: (moment: number) => Kill): Map<string, string> {
  const directory = temporaryDirectory()
  mkdirSync(join(directory, 'log'), { recursive: true })
  let isDoomed = false
  const start = () =>
    startEngine(
      directory,
      RULES,
      {},
      undefined,
      (store: Store): Store => ({
        ...store,
        get dirty() {
          return store.dirty
        },
        commit: () => (isDoomed ? { durable: false, why: 'killed' } : store.commit()),
      }),
    )
  const found = new Map<string, string>()
  let engine = start()
  const look = () => {
    for (const { id, kind, receiver, mail } of engine.state.outbox.values()) {
      const entry = `${kind} ${receiver} ${mail.messageId} ${mail.subject}`
      expect(found.get(id) ?? entry, 'an entry stays what it is').toBe(entry)
      found.set(id, entry)
    }
  }
  for (const moment of MOMENTS) {
    for (const { text } of LINES.filter((line) => line.at === moment))
      appendFileSync(join(directory, 'log', 'app.log'), `${text}\n`)
    isDoomed = kills(moment) === 'before'
    engine.tick(moment)
    look()
    if (kills(moment) === undefined) continue
    engine.crash()
    isDoomed = false
    engine = start()
    engine.tick(moment)
    look()
  }
  engine.tick(NOON + 9 * MINUTE, true)
  look()
  engine.crash()
  return found
}

test(
  'a kill at any tick, before or after its commit, leaves the same outbox entries under the same Message-IDs',
  () => {
    const calm = outboxAfter(() => undefined)
    expect([...calm.values()].map((entry) => entry.split(' ')[0])).toEqual([
      'firing',
      'firing',
      'resolved',
      'resolved',
    ])
    for (const kill of ['before', 'after'] as const) {
      expect(outboxAfter(() => kill)).toEqual(calm)
      for (const moment of MOMENTS.filter((_, index) => index % 5 === 0))
        expect(outboxAfter((now) => (now === moment ? kill : undefined))).toEqual(calm)
    }
  },
  MINUTE,
)
