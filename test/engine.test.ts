import { appendFileSync, mkdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { StoredState } from '../src/store/state.ts'
import type { Rule } from '../src/types/rule.ts'
import { SECOND } from '../src/types/time.ts'
import { failure, foreign, success } from './support/answers.ts'
import { temporaryDirectory } from './support/directory.ts'
import { type RunningEngine, startEngine } from './support/engine.ts'

const START = Date.UTC(2026, 10, 24, 10)

const RULES: readonly Rule[] = [
  ruleOf('many', { condition: { kind: 'count', atLeast: 3 }, windowMs: 20 * SECOND }),
  ruleOf('lasting', {
    condition: { kind: 'count', atLeast: 2 },
    windowMs: 30 * SECOND,
    forMs: 5 * SECOND,
    groupBy: ['code'],
  }),
]

describe('law (a): any cut of the same bytes into ticks and restarts gives the same state', () => {
  test('a crash at any moment, before or after a commit, changes nothing', () => {
    fc.assert(
      fc.property(
        story,
        fc.array(fc.boolean(), { minLength: 40, maxLength: 40 }),
        (lines, crashes) => {
          const pieces = lines.map(({ at, text }) => ({ now: at, text }))
          const undisturbed = run(pieces, () => false)
          const disturbed = run(pieces, (n) => crashes[n] ?? false)
          expect(disturbed).toEqual(undisturbed)
        },
      ),
      { numRuns: 25 },
    )
  })

  test('lines torn at any byte, and read together or one by one, give the same counts and alerts', () => {
    fc.assert(
      fc.property(
        story,
        fc.array(fc.integer({ min: 1, max: 400 }), { maxLength: 60 }),
        (lines, sizes) => {
          const whole = run(
            [{ now: lastOf(lines), text: lines.map(({ text }) => text).join('') }],
            () => false,
          )
          const cut = run(torn(lines, sizes), (n) => n % 5 === 3)
          expect(judged(cut)).toEqual(judged(whole))
        },
      ),
      { numRuns: 25 },
    )
  })
})

describe('law (c): no counter that was shown ever decreases', () => {
  test('over crashes, with values shown only when the tick calls them settled', () => {
    fc.assert(
      fc.property(
        story,
        fc.array(fc.boolean(), { minLength: 40, maxLength: 40 }),
        (lines, crashes) => {
          const shown = new Map<string, number>()
          const look = (state: StoredState, settled: boolean) => {
            if (!settled) return
            for (const [series, value] of shown) {
              expect(state.counters.get(series) ?? 0, series).toBeGreaterThanOrEqual(value)
            }
            for (const [series, value] of state.counters.entries()) shown.set(series, value)
          }
          run(
            lines.map(({ at, text }) => ({ now: at, text })),
            (n) => crashes[n] ?? false,
            look,
          )
          expect(shown.size).toBeGreaterThan(0)
        },
      ),
      { numRuns: 15 },
    )
  })
})

test('a rotation between two ticks loses nothing and counts nothing twice', () => {
  const directory = temporaryDirectory()
  const log = logIn(directory)
  const engine = startEngine(directory, RULES)
  appendFileSync(log, line(failure(2001, 'device is offline', START)))
  engine.tick(START)
  appendFileSync(log, line(failure(2001, 'device is offline', START + 1)))
  renameSync(log, `${log}.1`)
  appendFileSync(`${log}.1`, line(failure(2001, 'device is offline', START + 2)))
  appendFileSync(log, line(failure(2001, 'device is offline', START + 3)))
  engine.tick(START + SECOND, true)
  expect(errors(engine)).toBe(4)
  engine.crash()
})

interface Piece {
  readonly now: number
  readonly text: string
}

/** Feeds the pieces, each at its time and followed by a tick; `crashes` says after which ticks the process is killed. */
function run(
  pieces: readonly Piece[],
  crashes: (n: number) => boolean,
  look: (state: StoredState, settled: boolean) => void = () => {},
): Record<string, unknown> {
  const directory = temporaryDirectory()
  const log = logIn(directory)
  let engine = startEngine(directory, RULES)
  for (const [n, { now, text }] of pieces.entries()) {
    appendFileSync(log, text)
    const { settled } = engine.tick(now)
    look(engine.state, settled)
    if (!crashes(n)) continue
    engine.crash()
    engine = startEngine(directory, RULES)
    look(engine.state, engine.tick(now, true).settled)
  }
  const end = pieces.at(-1)?.now ?? START
  for (let second = 1; second <= 60; second += 1) engine.tick(end + second * SECOND, true)
  const state = Object.fromEntries(
    Object.entries(engine.state).map(([name, table]) => [
      name,
      Object.fromEntries(entriesOf(table)),
    ]),
  )
  engine.crash()
  return state
}

/** Positions name inodes, and commits by time differ; all else must be the same. */
function entriesOf(table: StoredState[keyof StoredState]): [string, unknown][] {
  return [...table.entries()]
    .map(([key, value]): [string, unknown] => [String(key), withoutInode(value)])
    .sort(([a], [b]) => (a < b ? -1 : 1))
}

function withoutInode(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('id' in value) || !('path' in value))
    return value
  const { id: _id, path: _path, ...rest } = value
  return rest
}

/** What does not depend on when people were told, or the log was met. */
function judged({
  announced,
  outbox,
  mailed,
  flaps,
  files,
  clock,
  logs,
  ...rest
}: Record<string, unknown>): unknown {
  return rest
}

/** The story's bytes cut into pieces of these sizes; each is written when the last line that it touches is. */
function torn(lines: readonly Line[], sizes: readonly number[]): Piece[] {
  const text = lines.map((one) => one.text).join('')
  const ends = lines.map((_, n) =>
    lines.slice(0, n + 1).reduce((sum, one) => sum + one.text.length, 0),
  )
  const pieces: Piece[] = []
  for (let from = 0, n = 0; from < text.length; n += 1) {
    const to = Math.min(text.length, from + (sizes[n] ?? text.length))
    const touched = ends.findIndex((end) => end >= to)
    pieces.push({ now: lines[touched]?.at ?? lastOf(lines), text: text.slice(from, to) })
    from = to
  }
  return pieces
}

interface Line {
  readonly at: number
  readonly text: string
}

/** A log of ASCII lines, each written at its own time. */
const story: fc.Arbitrary<readonly Line[]> = fc
  .array(
    fc.record({
      pause: fc.integer({ min: 50, max: 3_000 }),
      kind: fc.constantFrom('offline', 'token', 'success', 'foreign', 'indented', 'sentence'),
    }),
    { minLength: 1, maxLength: 30 },
  )
  .map((steps) => {
    let at = START
    return steps.map(({ pause, kind }) => {
      at += pause
      return { at, text: line(textOf(kind, at)) }
    })
  })

function textOf(kind: string, at: number): string {
  switch (kind) {
    case 'offline':
      return failure(2001, 'device is offline', at)
    case 'token':
      return failure(1010, 'token invalid', at)
    case 'success':
      return success(at)
    case 'indented':
      return `${new Date(at).toISOString()} DEBUG [tuya_iot] Response: {\n  "code": 1106,\n  "msg": "permission deny",\n  "success": false,\n  "t": ${at}\n}`
    case 'sentence':
      return `${new Date(at).toISOString()} WARN [TuyaPlatform] Login failed. code=1106, msg=permission deny`
    default:
      return foreign(at)
  }
}

function ruleOf(name: string, over: Partial<Rule>): Rule {
  return {
    id: name,
    name,
    match: {},
    condition: { kind: 'count', atLeast: 1 },
    windowMs: 10 * SECOND,
    forMs: 0,
    keepFiringForMs: 0,
    groupBy: ['project'],
    severity: 'warning',
    notify: ['ops'],
    repeatMs: [],
    ...over,
  }
}

function lastOf(lines: readonly Line[]): number {
  return lines.at(-1)?.at ?? START
}

function line(text: string): string {
  return `${text}\n`
}

function logIn(directory: string): string {
  mkdirSync(join(directory, 'log'), { recursive: true })
  return join(directory, 'log', 'app.log')
}

function errors({ state }: RunningEngine): number {
  return [...state.counters.entries()]
    .filter(([key]) => key.startsWith('["tuya_errors_total"'))
    .reduce((sum, [, value]) => sum + value, 0)
}
