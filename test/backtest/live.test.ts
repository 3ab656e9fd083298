import { appendFileSync, globSync, mkdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { backtest } from '../../src/backtest/backtest.ts'
import type { Alert, SentMail } from '../../src/backtest/history.ts'
import { createHistory } from '../../src/backtest/history.ts'
import { policyOf } from '../../src/policy.ts'
import { DEFAULT_NOISE } from '../../src/types/noise.ts'
import type { Rule } from '../../src/types/rule.ts'
import { DAY, MINUTE, SECOND } from '../../src/types/time.ts'
import { failure, foreign, success } from '../support/answers.ts'
import { temporaryDirectory } from '../support/directory.ts'
import { catalog, logEntry, startEngine } from '../support/engine.ts'
import { rule } from '../support/events.ts'

const START = Date.UTC(2026, 10, 24, 10)

const RULES: readonly Rule[] = [
  rule({ id: 'many', name: 'many', condition: { kind: 'count', atLeast: 3 }, windowMs: MINUTE }),
  rule({
    ...{ id: 'lasting', name: 'lasting', groupBy: ['code'], forMs: 5 * SECOND },
    ...{ condition: { kind: 'count', atLeast: 2 }, windowMs: 30 * SECOND },
  }),
  rule({
    ...{ id: 'tokens', name: 'tokens', match: { code: ['1010'] }, keepFiringForMs: 20 * SECOND },
    ...{ condition: { kind: 'count', atLeast: 1 }, windowMs: 10 * SECOND, severity: 'critical' },
  }),
  rule({
    ...{ id: 'share', name: 'share', windowMs: 30 * SECOND },
    condition: { kind: 'ratio', above: 0.5, minVolume: 3 },
  }),
  rule({ id: 'new', name: 'new', condition: { kind: 'new' }, windowMs: MINUTE, groupBy: ['code'] }),
]

/** Hundreds of restarts take a while on a busy machine. */
const PATIENCE = MINUTE

/** So that alerts hold each other back here too. */
const POLICY = policyOf({ noise: DEFAULT_NOISE, receivers: [] }, catalog)

test(
  'law (f): a backtest over the finished files fires and ends the same alerts at the same times, and tells of the same',
  async () => {
    let alerts = 0
    await fc.assert(
      fc.asyncProperty(story, async (lines) => {
        const directory = temporaryDirectory()
        const live = runLive(directory, lines)
        const later = await runBacktest(directory)
        expect(later.alerts.map(alertFields)).toEqual(live.alerts.map(alertFields))
        if (isLively(lines)) expect(tellings(later.mails)).toEqual(tellings(live.mails))
        alerts += live.alerts.length
      }),
      { numRuns: 20 },
    )
    expect(alerts, 'stories without alerts prove nothing').toBeGreaterThan(20)
  },
  PATIENCE,
)

/** Silences up to this are lived through second by second. */
const SILENCE = 90 * SECOND

function isLively(lines: readonly Line[]): boolean {
  return lines.every(({ at }, index) => at - (lines[index - 1]?.at ?? START) <= SILENCE)
}

/** One line of one of two logs, and what happens around its writing. */
interface Line {
  readonly file: string
  readonly at: number
  readonly text: string
  /** The rest behind this share of the line is written so many ms later, with a tick in between. */
  readonly torn?: { readonly share: number; readonly later: number }
  readonly after: 'tick' | 'nothing' | 'crash' | 'rotate'
}

/** A day of a nervous daemon: two logs, torn writes, ticks now and then, kills, rotations, and long silences. */
const story: fc.Arbitrary<readonly Line[]> = fc
  .array(
    fc.record({
      pause: fc.oneof(
        { weight: 40, arbitrary: fc.integer({ min: 1, max: 4_000 }) },
        { weight: 5, arbitrary: fc.integer({ min: 10 * SECOND, max: SILENCE }) },
        { weight: 1, arbitrary: fc.integer({ min: SILENCE, max: 20 * MINUTE }) },
      ),
      file: fc.constantFrom('a', 'b'),
      kind: fc.oneof(
        { weight: 5, arbitrary: fc.constantFrom('offline', 'token', 'indented', 'sentence') },
        { weight: 3, arbitrary: fc.constantFrom('success', 'foreign') },
        { weight: 1, arbitrary: fc.constant('bulk') },
      ),
      torn: fc.option(
        fc.record({
          share: fc.double({ min: 0, max: 1, noNaN: true }),
          later: fc.integer({ min: 1, max: 900 }),
        }),
        { nil: undefined },
      ),
      after: fc.constantFrom('tick', 'tick', 'nothing', 'crash', 'rotate'),
    }),
    { minLength: 1, maxLength: 40 },
  )
  .map((steps) => {
    let at = START
    return steps.map(({ pause, file, kind, torn, after }, index) => {
      at += pause
      const room = steps[index + 1]?.pause ?? SECOND
      const tear = torn && torn.later < room ? { torn } : {}
      return { file: `${file}.log`, at, text: `${textOf(kind, at)}\n`, after, ...tear }
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
    case 'bulk':
      // So that a log is more than one chunk.
      return `${foreign(at)} ${'-'.repeat(400_000)}`
    default:
      return foreign(at)
  }
}

interface Course {
  readonly alerts: readonly Alert[]
  readonly mails: readonly SentMail[]
}

/** The real engine while the logs are written, its clock in the story's hand. */
function runLive(directory: string, lines: readonly Line[]): Course {
  const history = createHistory(RULES, ({ kind }) => kind)
  const start = () =>
    startEngine(
      directory,
      RULES,
      {
        changed: (transitions) => history.hear({ transitions, told: [] }, 0),
        posted: (_entry, notification) =>
          history.hear({ transitions: [], told: [notification] }, 0),
      },
      POLICY,
    )
  mkdirSync(join(directory, 'log'), { recursive: true })
  let engine = start()
  let rotations = 0
  let now = START
  for (const { file, at, text, torn, after } of lines) {
    const path = join(directory, 'log', file)
    for (const idle of idleTicks(now, at)) engine.tick(idle)
    const cut = torn ? Math.floor(text.length * torn.share) : text.length
    appendFileSync(path, text.slice(0, cut))
    const written = at + (torn?.later ?? 0)
    if (torn) engine.tick(at)
    appendFileSync(path, text.slice(cut))
    now = written
    if (after === 'nothing') continue
    engine.tick(written)
    if (after === 'rotate') renameSync(path, `${path}.${++rotations}`)
    if (after !== 'crash') continue
    engine.crash()
    engine = start()
    engine.tick(written)
  }
  const end = lines.at(-1)?.at ?? START
  for (let second = 1; second <= 10; second += 1) engine.tick(end + second * SECOND, true)
  engine.crash()
  return history
}

/** A daemon looks every second; in a long silence seldom is enough for the alerts, if not for what is told of them. */
function idleTicks(from: number, to: number): readonly number[] {
  const step = to - from <= SILENCE ? SECOND : 30 * SECOND
  return Array.from({ length: Math.ceil((to - from) / step) - 1 }, (_, n) => from + (n + 1) * step)
}

async function runBacktest(directory: string): Promise<Course> {
  const log = logEntry(directory)
  const files = globSync(join(directory, 'log', '*')).map((path) => ({ path, log }))
  const { asConfigured } = await backtest({
    ...{ config: { rules: RULES, instance: 'test' }, policy: POLICY },
    ...{ catalog, files, now: START + DAY, version: '0' },
    unreadable: (path, why) => expect.fail(`${path}: ${why}`),
  })
  return asConfigured
}

function alertFields({ incident, group, since, firedAt, reason, count, resolved }: Alert) {
  return { incident, group, since, firedAt, reason, count, resolved }
}

/** Who was told of which start and which end; a mail that a kill undid goes out again. */
function tellings(mails: readonly SentMail[]): readonly string[] {
  const told = mails.filter(({ kind }) => kind === 'firing' || kind === 'resolved')
  return [
    ...new Set(told.map(({ kind, incident, receiver }) => `${incident} ${kind} ${receiver}`)),
  ].sort()
}
