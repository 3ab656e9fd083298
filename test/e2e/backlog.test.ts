import { createReadStream, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { failure, foreign, success } from '../support/answers.ts'
import { temporaryDirectory } from '../support/directory.ts'
import { type Daemon, startTuyawatch, until } from '../support/process.ts'

const HOUR = 3_600_000
const BEGIN = Date.now() - 3 * HOUR

/** Two hours, a quiet line every 200 ms; in the middle ninety tokens fail within three minutes, then all is well. */
const LOG = Array.from({ length: 36_000 }, (_, n) => {
  const at = BEGIN + n * 200
  if (n % 500 === 0 && n > 18_500) return success(at)
  return n >= 17_000 && n < 17_900 && n % 10 === 0
    ? failure(1010, 'token invalid', at)
    : foreign(at)
})
  .map((line) => `${line}\n`)
  .join('')

test('a backlog fires at its own times, whether it comes from a file, an archive or a pipe', async () => {
  const told = new Map<string, string[]>()
  for (const way of ['file', 'archive', 'pipe'] as const) told.set(way, await alertsOf(way))
  expect(told.get('file')).toEqual([
    expect.stringMatching(/^firing /),
    expect.stringMatching(/^resolved /),
  ])
  expect(told.get('archive')).toEqual(told.get('file'))
  expect(told.get('pipe')).toEqual(told.get('file'))
}, 90_000)

async function alertsOf(way: 'file' | 'archive' | 'pipe'): Promise<string[]> {
  const directory = temporaryDirectory()
  const logs = join(directory, 'log')
  mkdirSync(logs)
  writeFileSync(join(directory, 'app.log'), LOG)
  if (way === 'file') writeFileSync(join(logs, 'app.log'), LOG)
  if (way === 'archive') writeFileSync(join(logs, 'app.log.1.gz'), gzipSync(LOG))
  const paths = way === 'pipe' ? ['-'] : [`${logs}/app.log*`]
  const input = way === 'pipe' ? createReadStream(join(directory, 'app.log')) : undefined
  const env = { XDG_STATE_HOME: directory, STATE_DIRECTORY: join(directory, 'state') }
  const daemon = startTuyawatch(['run', '--listen', '127.0.0.1:0', ...paths], env, input)
  await until(`the recovery, read from a ${way}`, () => transitionsOf(daemon).length >= 2, 25_000)
  await daemon.end('SIGTERM')
  return transitionsOf(daemon)
}

/** `firing 2026-11-24T10:00:00.000Z`, as the log says it. */
function transitionsOf(daemon: Daemon): string[] {
  return daemon
    .output()
    .split('\n')
    .filter((line) => line.includes('"msg":"alert"'))
    .map((line) => JSON.parse(line))
    .map(({ to, at }) => `${to} ${at}`)
}
