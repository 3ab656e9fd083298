import { createAccountant } from './accounting.ts'
import { advanceClock, type FileTime } from './clock.ts'
import { createCommitter } from './committer.ts'
import { noteLoss } from './count/losses.ts'
import { noteLog, wantsPulses } from './count/pulses.ts'
import { addTo } from './count/series.ts'
import { applyDelivery } from './delivered.ts'
import { judge } from './judge.ts'
import { type PostOffice, post, takeOver } from './posting.ts'
import { queueOf } from './queue.ts'
import type { Reading, RecordRead } from './reading.ts'
import type { Committed, Store } from './store/sqlite.ts'
import type { TailReport } from './tail/report.ts'
import type { Tailer, WaitingFile } from './tail/tailer.ts'
import type { Transition } from './types/alert.ts'
import type { LogEntry } from './types/config.ts'
import type { Event } from './types/event.ts'
import type { Chunk, FileNumber, ReadingPoint } from './types/file.ts'
import type { Policy } from './types/noise.ts'
import type { Digest, Notification } from './types/notification.ts'
import type { Delivery, OutboxEntry } from './types/outbox.ts'
import type { Response } from './types/record.ts'
import type { Rule } from './types/rule.ts'
import { type Millis, SECOND } from './types/time.ts'

/** Bytes read in one tick, so that scrapes and deliveries have their turn while a backlog is read. */
export const TICK_BYTES_MAX = 8 * 1_048_576

/** Bytes on their way hold back the clock if they are older than this; else they are live. */
const BACKLOG_FROM: Millis = 10 * SECOND

/** The stages and the world's edges, as the tick needs them. */
export interface EngineParts {
  readonly store: Store
  readonly tailer: Tailer
  /** Every chunk is read into this one; at least `CHUNK_BYTES_MIN` and `TAIL_BYTES` together. */
  readonly buffer: Uint8Array
  readonly logs: ReadonlyMap<string, LogEntry>
  readonly rules: readonly Rule[]
  /** What keeps people from being told too much; absent: the defaults. */
  readonly policy?: Policy
  /** Where `take` is given, it is told each record as soon as it ends and the reading has none. */
  readonly read: (
    chunk: Chunk,
    point: ReadingPoint,
    log: LogEntry,
    take?: (record: RecordRead) => void,
  ) => Reading
  /** The time that the last line of a chunk tells. */
  readonly logTime: (chunk: Chunk, log: LogEntry) => Millis | undefined
  readonly classify: (response: Response, seen: Sighting) => Event
  readonly render: PostOffice['render']
  /** Receiver -> the one that takes over while it fails; absent: nobody does. */
  readonly fallbacks?: PostOffice['fallbacks']
  /** 0 <= chance < 1, for the jitter of retries. */
  readonly chance: () => number
  readonly observe: Observer
}

/** Where and when a response was seen. */
export interface Sighting {
  readonly file: FileNumber
  readonly log: LogEntry
  readonly arrived: Millis
  /** The file was read to its end a moment ago: a time ahead of the arrival is a wrong clock, not a backlog. */
  readonly live: boolean
}

/** Hears what happened, for logs and process metrics; decides nothing. */
export interface Observer {
  swept(report: TailReport): void
  seen(event: Event): void
  lost(source: string, losses: Reading['lost']): void
  changed(transitions: readonly Transition[]): void
  posted(entry: OutboxEntry, notification: Notification | Digest): void
  delivered(delivery: Delivery): void
  /** The entry goes to a fallback, because its receiver could not be reached. */
  tookOver(entry: OutboxEntry): void
  committed(result: Committed): void
}

/** What the outside brings into a tick. */
export interface Stimulus {
  /** Paths that a watcher named; `undefined` asks for a sweep over everything. */
  readonly hints?: readonly string[]
  readonly deliveries: readonly Delivery[]
  /** Outbox entries that are on their way: nothing may take their place yet. Absent: none. */
  readonly inFlight?: ReadonlySet<string>
  /** Somebody waits for what is durable: a scrape, or the end. */
  readonly flush: boolean
}

export interface Outcome {
  /** The budget ran out before the bytes did. */
  readonly more: boolean
  /** What the state says now cannot be taken back by a crash, or the store has failed for `STORE_PATIENCE`. */
  readonly settled: boolean
  /** The store took the last commit. */
  readonly writable: boolean
}

export interface Engine {
  tick(now: Millis, stimulus: Stimulus): Outcome
  /** The time that the last line read of a file told, if one did. */
  logTimeOf(file: FileNumber): Millis | undefined
}

/**
 * The fold: state = f(state, bytes, clock). A tick runs without an await, so nothing interleaves, and what it derived
 * commits in one transaction with the positions that it was derived from.
 */
export function createEngine(parts: EngineParts): Engine {
  const { store, rules, observe } = parts
  const { state } = store
  const times = new Map<FileNumber, FileTime>()
  const committer = createCommitter(store, observe.committed)
  const { render, fallbacks = new Map() } = parts
  return {
    logTimeOf: (file) => times.get(file)?.logTime,
    tick(now, { hints, deliveries, inFlight = new Set(), flush }) {
      const office = { render, fallbacks, inFlight }
      for (const delivery of deliveries) {
        observe.delivered(delivery)
        for (const taken of applyDelivery(state, delivery, now, parts.chance(), inFlight))
          observe.tookOver(taken)
      }
      for (const file of sweep(parts, now, hints)) times.delete(file)
      const more = readFiles(parts, times, now)
      const clock = advanceClock(state.clock.get('clock'), [...times.values()], now)
      const { transitions, told } = judge(state, rules, clock, now, parts.policy)
      observe.changed(transitions)
      for (const notification of told)
        observe.posted(post(state, notification, told, office, now), notification)
      for (const taken of takeOver(state, now, inFlight)) observe.tookOver(taken)
      return { more, ...committer.settle(now, flush || transitions.length > 0) }
    },
  }
}

/** Looks at the files; returns those that are no longer remembered. */
function sweep(parts: EngineParts, now: Millis, hints: Stimulus['hints']): readonly FileNumber[] {
  const { store, tailer, logs, rules, observe } = parts
  const { state } = store
  const report = tailer.sweep(now, hints)
  for (const [file, position] of report.positions) state.files.set(file, position)
  for (const file of report.dropped) state.files.delete(file)
  for (const name of report.met) state.logs.set(name, now)
  for (const { logs: source, reason, bytes } of report.lost) {
    addTo(state.counters, 'tuyawatch_log_lost_bytes_total', { source, reason }, bytes)
    const log = logs.get(source)
    if (log) noteLoss(state, log, { reason, bytes }, now, rules)
  }
  if (hints === undefined && wantsPulses(rules)) noteUnreadable(parts, now)
  observe.swept(report)
  return report.dropped
}

function noteUnreadable({ store, tailer, logs, rules }: EngineParts, now: Millis): void {
  for (const { logs: name, state } of tailer.status()) {
    const log = logs.get(name)
    if (state === 'unreadable' && log) noteLog(store.state, 'unreadable', log, now, rules)
  }
}

/** Reads what there is, the file furthest behind in log time first, until the budget is used up; true if bytes are left. */
function readFiles(parts: EngineParts, times: Map<FileNumber, FileTime>, now: Millis): boolean {
  const queue = queueOf(parts.tailer.waiting(now), times)
  let budget = TICK_BYTES_MAX
  for (let next = queue.take(); next !== undefined; next = queue.take()) {
    const bytes = readFile(parts, next, times, now)
    budget -= bytes ?? 0
    const again = bytes === undefined ? undefined : parts.tailer.waitingOf(next.file, now)
    if (again) queue.add(again)
    if (budget <= 0) break
  }
  const behind = [
    ...queue.left.map(({ file }) => file),
    ...parts.tailer.coming(now).filter((file) => isOld(times.get(file), now)),
  ]
  markBehind(times, new Set(behind), now)
  return queue.left.length > 0
}

/** Reads one chunk and takes it into the state; the bytes read, or `undefined` where the tailer could not. */
function readFile(
  parts: EngineParts,
  { file, logs }: WaitingFile,
  times: Map<FileNumber, FileTime>,
  now: Millis,
): number | undefined {
  const { state } = parts.store
  const position = state.files.get(file)
  const log = parts.logs.get(logs)
  if (position === undefined || log === undefined) return undefined
  const chunk = parts.tailer.read(file, parts.buffer, now)
  if ('problem' in chunk) return undefined
  const time = times.get(file) ?? {}
  const live = time.behindSince === undefined
  let lastAt: Millis | undefined
  const accountant = createAccountant(state, position, log, parts.rules, (response) => {
    const event = parts.classify(response, { file, log, arrived: now, live })
    parts.observe.seen(event)
    lastAt = event.at
    return event
  })
  const reading = parts.read(chunk, position, log, accountant.take)
  const done = accountant.finish(reading)
  for (const loss of reading.lost) noteLoss(state, log, loss, now, parts.rules)
  parts.observe.lost(log.name, reading.lost)
  const logTime = parts.logTime(chunk, log) ?? lastAt ?? time.logTime
  if (reading.lines > 0 && wantsPulses(parts.rules))
    noteLog(state, 'line', log, logTime ?? now, parts.rules)
  times.set(file, { ...time, ...(logTime !== undefined && { logTime }) })
  state.files.set(file, parts.tailer.advance(chunk, reading.point, done))
  return chunk.bytes.length
}

/** What comes in with times of now is no backlog, however long it goes on coming. */
function isOld(time: FileTime | undefined, now: Millis): boolean {
  if (time === undefined) return true
  return time.logTime !== undefined && now - time.logTime > BACKLOG_FROM
}

/** Files that still have bytes are behind, since when they began to be; files that are gone hold nobody up. */
function markBehind(
  times: Map<FileNumber, FileTime>,
  behind: ReadonlySet<FileNumber>,
  now: Millis,
): void {
  for (const [file, { logTime, behindSince }] of times)
    if (behindSince !== undefined && !behind.has(file))
      times.set(file, logTime === undefined ? {} : { logTime })
  for (const file of behind) times.set(file, { behindSince: now, ...times.get(file) })
}
