import { closeSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { Millis } from '../types/time.ts'
import { ROTATION_MS, STORY_MS, storyFrom, type Utterance } from './story.ts'

export interface Application {
  /** The log it writes. */
  readonly path: string
  /** Writes all that is due at `now`; called with a clock that never goes back. */
  advance(now: Millis): void
  close(): void
}

export interface ApplicationSettings {
  /** Made if it does not exist. */
  readonly folder: string
  readonly start: Millis
  readonly seed: number
}

/** How long after its log was renamed the application still writes into the old file, as logrotate's users know it. */
const REOPEN_AFTER_MS: Millis = 1_000

/** A small application that logs what storyFrom tells, live, and whose log is rotated once by renaming. */
export function startApplication({ folder, start, seed }: ApplicationSettings): Application {
  mkdirSync(folder, { recursive: true })
  const path = join(folder, 'app.log')
  let file = openSync(path, 'a')
  const acts = actsFrom(start, seed)
  let next = acts.next().value
  return {
    path,
    advance(now) {
      for (; next.at <= now; next = acts.next().value) file = perform(next, file, path)
    },
    close: () => closeSync(file),
  }
}

/** What the application does next, for ever: the story over and over, the log rotated in the first telling. */
type Act = Utterance | { readonly at: Millis; readonly rotate: 'rename' | 'reopen' }

function* actsFrom(start: Millis, seed: number): Generator<Act, never> {
  const rotation = start + ROTATION_MS
  const first: readonly Act[] = [
    ...storyFrom(start, seed),
    { at: rotation, rotate: 'rename' },
    { at: rotation + REOPEN_AFTER_MS, rotate: 'reopen' },
  ]
  yield* first.toSorted((a, b) => a.at - b.at)
  for (let day = 1; ; day++) yield* storyFrom(start + day * STORY_MS, seed + day)
}

/** Returns the file to write to from now on. */
function perform(act: Act, file: number, path: string): number {
  if ('text' in act) writeSync(file, `${act.text}\n`)
  else if (act.rotate === 'rename') renameSync(path, `${path}.1`)
  else return reopened(file, path)
  return file
}

function reopened(file: number, path: string): number {
  closeSync(file)
  return openSync(path, 'a')
}
