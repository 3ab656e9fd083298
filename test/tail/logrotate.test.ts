import { execFileSync, spawnSync } from 'node:child_process'
import { appendFileSync, chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { temporaryDirectory } from '../support/directory.ts'
import { Bench, entry } from './bench.ts'

const PATH = `${process.env['PATH']}:/usr/sbin`

/** Debian's package of this name; a continuous integration without it fails rather than skips. */
const NO_LOGROTATE =
  spawnSync('logrotate', ['--version'], { env: { PATH } }).error !== undefined &&
  process.env['CI'] !== 'true'

const CONFIGURATIONS = [
  'create 0644',
  'nocreate',
  'copytruncate',
  'create 0644\n compress',
  'create 0644\n compress\n delaycompress',
  'copytruncate\n compress',
  'create 0644\n dateext\n dateformat -%Y%m%d-%s',
  'create 0644\n compress\n compresscmd /usr/bin/zstd\n compressext .zst\n compressoptions --quiet --rm',
]

const LOOKS = [
  { how: 'looking after each rotation', every: 1 },
  { how: 'looking after every third', every: 3 },
]

describe.skipIf(NO_LOGROTATE).for(LOOKS)('the real logrotate, $how', ({ every }) => {
  test.for(CONFIGURATIONS)('%s', async (options) => {
    const directory = temporaryDirectory()
    const log = join(directory, 'app.log')
    const config = join(directory, 'rotate.conf')
    writeFileSync(config, `${log} {\n rotate 20\n missingok\n su root root\n ${options}\n}\n`)
    chmodSync(directory, 0o755)
    chmodSync(config, 0o644)
    const bench = new Bench([entry([`${log}*`])])
    const written: string[] = []
    for (let round = 0; round < 6; round += 1) {
      const lines = Array.from({ length: 20 }, (_, line) => `${round} ${line} ${'.'.repeat(80)}`)
      appendFileSync(log, lines.map((line) => `${line}\n`).join(''))
      written.push(...lines)
      if (round === 2) bench.restart()
      rotate(directory, config)
      if (round % every === 0) bench.after(1_000)
      if (options.includes('%s')) await nextSecond()
    }
    await vi.waitFor(() => {
      bench.after(1_000)
      expect(bench.lines.toSorted()).toEqual(written.toSorted())
    }, 10_000)
    for (let second = 0; second < 10; second += 1) bench.after(1_000)
    expect(bench.lines.toSorted()).toEqual(written.toSorted())
  })
})

function rotate(directory: string, config: string): void {
  const state = join(directory, 'state')
  execFileSync('logrotate', ['-f', '-s', state, config], { env: { PATH } })
}

/** Names by second must differ. */
async function nextSecond(): Promise<void> {
  const second = Math.floor(Date.now() / 1_000)
  await vi.waitFor(() => expect(Math.floor(Date.now() / 1_000)).toBeGreaterThan(second), 2_000)
}
