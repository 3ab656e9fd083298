import { appendFileSync, mkdirSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { buildRules } from '../src/config/build-rule.ts'
import { BUILT_IN_RULE, DEFAULT_RULES } from '../src/config/default-rules.ts'
import { ruleSchema } from '../src/config/schema-rules.ts'
import type { Digest, Notification } from '../src/types/notification.ts'
import type { OutboxEntry } from '../src/types/outbox.ts'
import { HOUR, SECOND } from '../src/types/time.ts'
import { failure } from './support/answers.ts'
import { temporaryDirectory } from './support/directory.ts'
import { type RunningEngine, startEngine } from './support/engine.ts'

const START = Date.UTC(2026, 10, 24, 10)
const rules = buildRules(
  DEFAULT_RULES.filter(({ rule }) => rule.name === BUILT_IN_RULE).map(({ rule }) =>
    ruleSchema.parse(rule),
  ),
  ['ops'],
)

const line = `${failure(2001, 'device is offline', START)}\n`

/** An engine over one log, and what it told. */
function watched() {
  const directory = temporaryDirectory()
  mkdirSync(join(directory, 'log'))
  const told: { readonly kind: string; readonly text: string }[] = []
  const posted = ({ mail }: OutboxEntry, { kind }: Notification | Digest) =>
    told.push({ kind, text: mail.text })
  return {
    log: join(directory, 'log', 'app.log'),
    told,
    start: () => startEngine(directory, rules, { posted }),
  }
}

/** Seconds of the clock, one tick each. */
function run(engine: RunningEngine, from: number, seconds: number): void {
  for (let n = 0; n <= seconds; n += 1) engine.tick(from + n * SECOND, true)
}

test('lines that were truncated before they were read start an incident that says how many bytes and why', () => {
  const { log, told, start } = watched()
  // More than a tick reads, so that a rest is seen and not read.
  writeFileSync(log, `${'plain words\n'.repeat(1_500_000)}${line}`)
  const engine = start()
  engine.tick(START)
  truncateSync(log, 0)
  appendFileSync(log, line)
  run(engine, START + SECOND, 4)
  const [first] = told
  expect(told).toHaveLength(1)
  expect(first?.kind).toBe('firing')
  expect(first?.text).toMatch(/[\d,]+ bytes, truncated: the file was truncated/)
  engine.crash()
})

test('it is over when nothing was lost for an hour, and a restart in between tells nothing twice', () => {
  const { log, told, start } = watched()
  writeFileSync(log, Buffer.from(`\uFEFF${line}`, 'utf16le'))
  const engine = start()
  run(engine, START, 4)
  expect(told.map(({ kind }) => kind)).toEqual(['firing'])
  engine.crash()
  const again = start()
  run(again, START + 10 * SECOND, 4)
  expect(told).toHaveLength(1)
  again.tick(START + HOUR + 10 * SECOND, true)
  expect(told.map(({ kind }) => kind)).toEqual(['firing', 'resolved'])
  expect(again.state.losses.size).toBe(0)
  again.crash()
})

test('what is lost before the clock has come to it is told when it has', () => {
  const { log, told, start } = watched()
  writeFileSync(log, `${'x'.repeat(1_100_000)}\n${line}`)
  const engine = start()
  engine.tick(START)
  expect(told).toEqual([])
  run(engine, START + SECOND, 3)
  expect(told[0]?.text).toContain('line_too_long')
  engine.crash()
})
