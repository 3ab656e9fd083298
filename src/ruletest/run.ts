import assert from 'node:assert/strict'
import { answersIn } from '../backtest/answers.ts'
import { type Cursor, cursorAtStart, take } from '../backtest/cursor.ts'
import { createReplay, type Replay } from '../backtest/replay.ts'
import type { EngineParts } from '../engine.ts'
import type { FiringInstance } from '../types/alert.ts'
import type { LogEntry } from '../types/config.ts'
import type { Ending } from '../types/file.ts'
import type { Policy } from '../types/noise.ts'
import type { Rule } from '../types/rule.ts'
import { LATENESS, type Millis, SECOND } from '../types/time.ts'
import type { RuleTest } from './schema.ts'
import { startOf, type Written, writtenLines } from './written.ts'

/** What the rules made of a test's lines. */
export interface Course {
  /** Firing at the time of each expectation, in their order. */
  readonly firing: readonly (readonly FiringInstance[])[]
  /** Names of the rules that fired at any time. */
  readonly fired: ReadonlySet<string>
  /** To all receivers, up to the last expectation. */
  readonly mails: number
  /** Answers of the cloud that were found in the lines. */
  readonly answers: number
}

export interface TestBench {
  readonly rules: readonly Rule[]
  readonly policy: Policy
  readonly logs: readonly LogEntry[]
  readonly stages: Pick<EngineParts, 'buffer' | 'read' | 'classify'>
}

/** Something that happens at a time: a line is written, a log has been still, somebody looks. */
type Moment = { readonly at: Millis } & (
  | { readonly what: 'line'; readonly written: Written }
  | { readonly what: 'still' }
  | { readonly what: 'look'; readonly index: number }
)

/** A record that waits for more lines is over after this time without any; as in the daemon. */
const STILL: Millis = 2 * SECOND

/** Lets a daemon live through a test, its clock moved by hand. */
export function runTest(test: RuleTest, { rules, policy, logs, stages }: TestBench): Course {
  const names = new Map(rules.map(({ id, name }) => [id, name]))
  const fired = new Set<string>()
  const counts = { mails: 0, answers: 0 }
  const replay = createReplay(rules, policy, ({ transitions, told }) => {
    counts.mails += told.length
    for (const { to } of transitions)
      if (to?.state === 'firing') fired.add(names.get(to.rule) ?? to.rule)
  })
  const files = new Map<string, Cursor>()
  const firing: (readonly FiringInstance[])[] = []

  function readLog(log: LogEntry, text: string, ending: Ending, now: Millis): void {
    const cursor = files.get(log.name) ?? cursorAtStart(files.size, log.name, log, undefined)
    const step = take(cursor, filled(stages.buffer, cursor.rest, text), ending, stages.read)
    const events = answersIn({ reading: step.reading, done: cursor.done }, (response) =>
      stages.classify(response, { file: cursor.file, log, arrived: now, live: true }),
    )
    counts.answers += events.length
    replay.account(events)
    files.set(log.name, step.next)
  }

  for (const moment of momentsOf(test)) {
    replay.advance(moment.at)
    switch (moment.what) {
      case 'line':
        readLog(logOf(logs, moment.written.source), moment.written.text, 'growing', moment.at)
        break
      case 'still':
        for (const { log } of files.values()) readLog(log, '', 'still', moment.at)
        break
      case 'look':
        firing[moment.index] = firingIn(replay)
        break
    }
  }
  return { firing, fired, ...counts }
}

function momentsOf(test: RuleTest): readonly Moment[] {
  const lines = writtenLines(test)
  const looks = test.expect.map(({ at }, index) => ({
    ...{ at: startOf(test) + at + LATENESS, what: 'look' as const, index },
  }))
  const stills = lines
    .filter((line, index) => !isSoonFollowed(line, lines[index + 1]))
    .map(({ at }) => ({ at: at + STILL, what: 'still' as const }))
  const last = Math.max(...looks.map(({ at }) => at))
  return [
    ...lines.map((written) => ({ at: written.at, what: 'line' as const, written })),
    ...stills,
    ...looks,
  ]
    .filter(({ at }) => at <= last)
    .sort((a, b) => a.at - b.at)
}

/** Another line comes before anybody calls the logs still. */
function isSoonFollowed({ at }: Written, next: Written | undefined): boolean {
  return next !== undefined && next.at - at <= STILL
}

function logOf(logs: readonly LogEntry[], source: string | undefined): LogEntry {
  const log = source === undefined ? logs[0] : logs.find(({ name }) => name === source)
  assert(log, 'sources were checked, and a configuration has a `logs` entry')
  return log
}

/** The bytes that are left, with the text behind them, in the buffer that readings want. */
function filled(buffer: Uint8Array, rest: Uint8Array, text: string): Uint8Array {
  buffer.set(rest)
  const { written } = new TextEncoder().encodeInto(text, buffer.subarray(rest.length))
  return buffer.subarray(0, rest.length + written)
}

function firingIn({ state }: Replay): readonly FiringInstance[] {
  return [...state.instances.values()].filter((instance) => instance.state === 'firing')
}
