import { appendFileSync, mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { type WatchProblem, watchLogs } from '../../src/tail/watch.ts'
import { temporaryDirectory } from '../support/directory.ts'
import { entry } from './bench.ts'

function watching(paths: readonly string[]) {
  const hints: string[] = []
  const problems: WatchProblem[] = []
  const watcher = watchLogs(
    [entry(paths)],
    (path) => hints.push(path),
    (problem) => problems.push(problem),
  )
  onTestFinished(() => watcher.close())
  return { watcher, hints, problems }
}

/** A watcher begins after a while: the change is made again until it is seen. */
async function seen(hints: readonly string[], path: string, change: () => void) {
  await vi.waitFor(
    () => {
      change()
      expect(hints).toContain(path)
    },
    { timeout: 10_000, interval: 50 },
  )
}

test('growth, new files and rotation are hinted; what no pattern names is not', async () => {
  const directory = temporaryDirectory()
  const log = join(directory, 'app.log')
  writeFileSync(log, 'a\n')
  const { hints, watcher } = watching([join(directory, '*.log')])
  await seen(hints, log, () => {
    appendFileSync(join(directory, 'other.txt'), 'b\n')
    appendFileSync(log, 'b\n')
  })
  hints.length = 0
  renameSync(log, join(directory, 'old.log'))
  await seen(hints, join(directory, 'old.log'), () => {})
  expect(hints.filter((path) => path.endsWith('.txt'))).toEqual([])
  expect(watcher.mode).toBe('events')
})

test('a directory that comes late is watched', async () => {
  const directory = temporaryDirectory()
  const log = join(directory, 'late', 'logs', 'app.log')
  const { hints } = watching([join(directory, 'late', '*', '*.log')])
  mkdirSync(join(directory, 'late', 'logs'), { recursive: true })
  await seen(hints, log, () => appendFileSync(log, 'a\n'))
})

test('a single file is watched though it does not exist yet', async () => {
  const log = join(temporaryDirectory(), 'app.log')
  const { hints } = watching([log])
  await seen(hints, log, () => appendFileSync(log, 'a\n'))
})
