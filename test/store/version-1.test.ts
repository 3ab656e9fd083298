import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { buildRules } from '../../src/config/build-rule.ts'
import { ruleSchema } from '../../src/config/schema-rules.ts'
import { temporaryDirectory } from '../support/directory.ts'
import { startEngine } from '../support/engine.ts'

/** The rules under which the state was made; their ids are in it. */
const rules = buildRules(
  [
    { name: 'offline', match: { category: 'device_offline' }, count: 2, window: '5m' },
    { name: 'silent', absent: 'line', window: '1h' },
    { name: 'log-loss', lost_bytes: 1, window: '1h' },
  ].map((rule) => ruleSchema.parse(rule)),
  ['ops'],
)

/** When it was made, UTC. */
const MADE = Date.UTC(2026, 10, 24, 10)
const MINUTE = 60_000

/** Who changes what a table means finds this red: the version is raised then, and a state like this one migrated. */
test('a state that schema version 1 wrote is taken up: counts stay, and its incidents go on to their end', () => {
  const directory = temporaryDirectory()
  mkdirSync(join(directory, 'state'))
  const db = new DatabaseSync(join(directory, 'state', 'state.sqlite'))
  db.exec(readFileSync('test/store/version-1.sql', 'utf8'))
  db.close()
  const told: string[] = []
  const engine = startEngine(directory, rules, {
    posted: (_entry, { kind, ...about }) =>
      told.push(`${kind} ${'incident' in about ? about.incident : ''}`),
  })
  expect(Object.fromEntries(engine.state.counters.entries())).toMatchObject({
    '["tuya_errors_total","app","eu","2001","device_offline"]': 2,
    '["tuya_responses_total","app","eu"]': 4,
    '["tuyawatch_log_lost_bytes_total","app","encoding"]': 12,
  })
  expect(engine.state.files.get(1)).toMatchObject({ resume: 658, line: 4, logs: 'app' })
  expect([...engine.state.outbox.values()].map(({ receiver }) => receiver)).toEqual(['ops', 'ops'])
  for (const minutes of [1, 10, 30, 70]) engine.tick(MADE + minutes * MINUTE, true)
  // The silence of the log began before, too.
  expect(told.toSorted()).toEqual(['firing xtjgxbz9', 'resolved nz2qh2wd', 'resolved w9ep158w'])
  engine.crash()
})
