import { render } from '../notify/render.ts'
import { stagesOf } from '../stages.ts'
import type { Catalog } from '../types/catalog.ts'
import type { Config, LogEntry } from '../types/config.ts'
import type { Event } from '../types/event.ts'
import type { Policy } from '../types/noise.ts'
import type { Digest, Notification } from '../types/notification.ts'
import type { Response } from '../types/record.ts'
import { type Millis, SECOND } from '../types/time.ts'
import { answersIn, isTimed } from './answers.ts'
import { createHistory, type History } from './history.ts'
import { type LogsTotals, readLogs } from './read-logs.ts'
import { createReplay, type Replay } from './replay.ts'
import { withThresholds } from './thresholds.ts'

/** From the first to the last answer. */
export interface Span {
  readonly from: Millis
  readonly to: Millis
}

/** What one configuration makes of old logs. */
export interface Backtest {
  readonly totals: LogsTotals
  /** Absent where no answer tells a time. */
  readonly span?: Span
  /** Counted once each, as the daemon does. */
  readonly answers: number
  readonly errors: number
  /** Answers whose lines tell no time: nobody knows any more when they arrived, so they are left out. */
  readonly timeless: number
  readonly asConfigured: History
  /** The same with all thresholds halved, and doubled. */
  readonly atHalf: History
  readonly atDouble: History
}

export interface BacktestTask {
  readonly config: Pick<Config, 'rules' | 'instance'>
  readonly policy: Policy
  readonly catalog: Catalog
  readonly files: readonly { readonly path: string; readonly log: LogEntry }[]
  /** The real time: what lies ahead of it is no time. */
  readonly now: Millis
  readonly version: string
  readonly unreadable: (path: string, why: string) => void
  /** After each chunk: the bytes read, and the errors counted. */
  readonly passed?: (taken: number, errors: number) => void
}

/**
 * Event time that passes behind the last line: enough for it to be evaluated and told, too little to call the end of the
 * logs a recovery.
 */
const AFTERMATH: Millis = 10 * SECOND

/** Runs a configuration's rules over old logs, through the code that runs live. */
export async function backtest(task: BacktestTask): Promise<Backtest> {
  const { now } = task
  const stages = stagesOf(task.catalog)
  const seen: Seen = { timeless: 0, answers: 0, errors: 0 }
  const asConfigured = runOf(task, 1, subjects(task))
  const atHalf = runOf(task, 1 / 2)
  const atDouble = runOf(task, 2)
  const replays = [asConfigured, atHalf, atDouble].map(({ replay }) => replay)
  const totals = await readLogs(task.files, stages, {
    read(read) {
      const { file, log } = read
      const meaning = (response: Response) =>
        stages.classify(response, { file, log, arrived: now, live: false })
      const events = answersIn(read, meaning)
      note(seen, events)
      const timed = events.filter(isTimed)
      const fresh = asConfigured.replay.account(timed)
      for (const { replay } of [atHalf, atDouble]) replay.accountNew(fresh)
      seen.answers += fresh.length
      seen.errors += fresh.filter(({ success }) => !success).length
      return timed.at(-1)?.at
    },
    reached(at) {
      for (const replay of replays) replay.advance(at)
    },
    passed: (taken) => task.passed?.(taken, seen.errors),
    unreadable: task.unreadable,
  })
  const end = Math.max(totals.reached ?? 0, seen.span?.to ?? 0)
  if (end > 0) for (const replay of replays) replay.advance(end + AFTERMATH)
  return {
    ...{ totals, ...seen },
    asConfigured: asConfigured.history,
    atHalf: atHalf.history,
    atDouble: atDouble.history,
  }
}

interface Run {
  readonly replay: Replay
  readonly history: History
}

function runOf(
  { config, policy }: BacktestTask,
  factor: number,
  subjectOf: (told: Notification | Digest) => string = () => '',
): Run {
  const rules = withThresholds(config.rules, factor)
  const history = createHistory(rules, subjectOf)
  return { replay: createReplay(rules, policy, history.hear), history }
}

function subjects({ config, catalog, version }: BacktestTask) {
  const context = { instance: config.instance, catalog, version }
  return (told: Notification | Digest) => render(told, context).subject
}

/** What the answers looked like, whatever became of them. */
interface Seen {
  span?: Span
  timeless: number
  answers: number
  errors: number
}

function note(seen: Seen, events: readonly Event[]): void {
  for (const event of events) {
    const { at } = event
    if (!isTimed(event)) seen.timeless++
    else
      seen.span = {
        from: Math.min(seen.span?.from ?? at, at),
        to: Math.max(seen.span?.to ?? at, at),
      }
  }
}
