import {
  appendFileSync,
  copyFileSync,
  renameSync,
  rmSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { Failure, type Files, systemFiles } from '../../src/tail/files.ts'
import { tailHash } from '../../src/tail/fingerprint.ts'
import { temporaryDirectory } from '../support/directory.ts'
import { Bench, entry } from './bench.ts'

let directory: string
let log: string
beforeEach(() => {
  directory = temporaryDirectory()
  log = join(directory, 'app.log')
})
const at = (name: string) => join(directory, name)

describe('a finished file is not read again', () => {
  const ways: readonly { way: string; move: () => void }[] = [
    { way: 'under its name', move: () => {} },
    { way: 'under another name', move: () => renameSync(at('app.log.1'), at('app.log.2')) },
    { way: 'as a copy beside it', move: () => copyFileSync(at('app.log.1'), at('app.log.2')) },
    {
      way: 'as a copy in its place',
      move: () => {
        copyFileSync(at('app.log.1'), at('app.log.2'))
        rmSync(at('app.log.1'))
      },
    },
  ]
  const cases = ways.flatMap((way) => [
    { ...way, restart: false },
    { ...way, restart: true },
  ])
  test.for(cases)('$way, restart: $restart', ({ move, restart }) => {
    const bench = new Bench([entry([at('app.log*')])])
    writeFileSync(log, 'a\nb\n')
    bench.tick()
    renameSync(log, at('app.log.1'))
    bench.tick()
    bench.after(6_000)
    expect([...bench.positions.values()]).toMatchObject([{ finished: true }])
    if (restart) bench.restart()
    move()
    writeFileSync(log, 'a\nc\n')
    bench.tick()
    for (let round = 0; round < 3; round++) bench.after(6_000)
    expect(bench.lines).toEqual(['a', 'b', 'a', 'c'])
  })
})

test.for(['a\n', 'b\n', 'a\nmore\n'])(
  'an inode used again while we were away is a new file: %j',
  (content, { skip }) => {
    writeFileSync(log, 'a\n')
    const bench = new Bench([entry([at('*.log')])])
    bench.tick()
    bench.restart()
    const { ino } = statSync(log)
    unlinkSync(log)
    writeFileSync(at('other.log'), content)
    skip(statSync(at('other.log')).ino !== ino, 'this file system gave a new inode')
    bench.tick()
    bench.after(6_000)
    expect(bench.lines).toEqual(['a', ...content.split('\n').filter(Boolean)])
  },
)

test('other device numbers after a reboot do not make files new', () => {
  let reboots = 0n
  const renumbered = <T extends Awaited<ReturnType<Files['stat']>>>(stat: T): T =>
    stat === undefined || stat instanceof Failure ? stat : { ...stat, dev: stat.dev + reboots }
  const files: Files = {
    ...systemFiles,
    stat: (path) => renumbered(systemFiles.stat(path)),
    fstat: (fd) => renumbered(systemFiles.fstat(fd)),
  }
  const bench = new Bench([entry([at('app.log*')])], { files })
  writeFileSync(at('app.log.1'), 'a\n')
  bench.tick()
  renameSync(at('app.log.1'), at('app.log.2'))
  writeFileSync(log, 'b\n')
  bench.tick()
  bench.after(6_000)
  for (let round = 0; round < 2; round++) {
    reboots++
    bench.restart()
    bench.tick()
    bench.after(6_000)
  }
  appendFileSync(log, 'c\n')
  bench.after(1_000)
  expect(bench.lines).toEqual(['a', 'b', 'c'])
})

test('an entry that was renamed in the configuration reads its files on', () => {
  writeFileSync(log, 'a\n')
  const before = new Bench([entry([log], { name: 'before' })])
  before.tick()
  const after = new Bench([entry([log], { name: 'after' })])
  for (const [file, position] of before.positions) after.positions.set(file, position)
  appendFileSync(log, 'b\n')
  expect(after.tick()).toEqual(['b'])
  expect([...after.positions.values()]).toMatchObject([{ logs: 'after' }])
})

test('start_at end holds for a file that was there but could not be opened', () => {
  let refused = true
  const files: Files = {
    ...systemFiles,
    open: (path) => (refused ? new Failure('permission_denied', '') : systemFiles.open(path)),
  }
  writeFileSync(log, 'old\n')
  const bench = new Bench([entry([log], { startAt: 'end' })], { files })
  bench.tick()
  refused = false
  bench.after(1_000)
  appendFileSync(log, 'new\n')
  bench.after(1_000)
  expect(bench.lines).toEqual(['new'])
})

test('each descriptor is closed when its file is finished, or with the tailer', () => {
  const open = new Set<number>()
  const files: Files = {
    ...systemFiles,
    open: (path) => {
      const fd = systemFiles.open(path)
      if (typeof fd === 'number') open.add(fd)
      return fd
    },
    close: (fd) => {
      expect(open.delete(fd), 'closed once').toBe(true)
      systemFiles.close(fd)
    },
  }
  const bench = new Bench([entry([at('app.log*')])], { files })
  writeFileSync(log, 'a\n')
  bench.tick()
  copyFileSync(log, at('app.log.1'))
  bench.after(1_000)
  writeFileSync(log, 'bbb\n')
  bench.after(1_000)
  bench.after(6_000)
  unlinkSync(log)
  bench.after(6_000)
  bench.after(6_000)
  expect(open).toEqual(new Set())
  writeFileSync(log, 'c\n')
  bench.after(1_000)
  expect(open.size).toBe(1)
  bench.tailer.close()
  expect(open.size).toBe(0)
})

test('the tail hash sees each byte and its place', () => {
  const bytes = Buffer.from('one line of a log\n'.repeat(14))
  const hashes = new Set([tailHash(bytes), tailHash(bytes.subarray(1))])
  for (let index = 0; index < bytes.length; index++) {
    const changed = Buffer.from(bytes)
    changed[index] = changed.readUInt8(index) ^ 1
    hashes.add(tailHash(changed))
  }
  expect(hashes.size).toBe(bytes.length + 2)
  expect([...hashes].every((hash) => hash >= 0n && hash < 1n << 63n)).toBe(true)
})
