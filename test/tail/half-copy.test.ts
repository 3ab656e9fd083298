import {
  appendFileSync,
  copyFileSync,
  readFileSync,
  renameSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { systemFiles } from '../../src/tail/files.ts'
import { temporaryDirectory } from '../support/directory.ts'
import { Bench, entry } from './bench.ts'

const LINES = Array.from({ length: 60 }, (_, n) => `line ${n} ${'.'.repeat(80)}`)

test.for([
  { half: false, early: true, late: false },
  { half: false, early: false, late: true },
  { half: false, early: true, late: true },
  { half: true, early: true, late: false },
  { half: true, early: false, late: true },
  { half: true, early: true, late: true },
])(
  'a copy met empty, then made whole before the truncation; met half: $half, restarts early: $early, late: $late',
  ({ half, early, late }) => {
    const log = join(temporaryDirectory(), 'app.log')
    const copy = `${log}.1`
    const bench = new Bench([entry([`${log}*`])])
    writeFileSync(log, LINES.map((line) => `${line}\n`).join(''))
    bench.tick()
    writeFileSync(copy, '')
    bench.after(100)
    if (early) bench.restart()
    if (half) {
      appendFileSync(copy, readFileSync(log).subarray(0, 2_000))
      bench.after(100)
    }
    copyFileSync(log, copy)
    truncateSync(log)
    appendFileSync(log, 'new\n')
    if (late) bench.restart()
    for (let round = 0; round < 5; round += 1) bench.after(1_000)
    bench.restart()
    for (let round = 0; round < 5; round += 1) bench.after(3_000)
    expect(bench.lines.toSorted()).toEqual([...LINES, 'new'].toSorted())
  },
)

test('a copy met empty and made whole beside a finished file, without any restart, is not read again', () => {
  const log = join(temporaryDirectory(), 'app.log')
  const bench = new Bench([entry([`${log}*`])])
  writeFileSync(`${log}.2`, 'old\n')
  bench.tick()
  renameSync(`${log}.2`, `${log}.3`)
  bench.after(100)
  for (let round = 0; round < 5; round += 1) bench.after(3_000)
  writeFileSync(log, LINES.map((line) => `${line}\n`).join(''))
  bench.tick()
  writeFileSync(`${log}.1`, '')
  bench.tick()
  copyFileSync(log, `${log}.1`)
  truncateSync(log)
  appendFileSync(log, 'new\n')
  for (let round = 0; round < 5; round += 1) bench.after(3_000)
  expect(bench.lines.toSorted()).toEqual(['old', ...LINES, 'new'].toSorted())
})

test('a log is truncated in the moment in which its copy, met half before, is looked at again', () => {
  const log = join(temporaryDirectory(), 'app.log')
  const copy = `${log}.1`
  let truncates = false
  const open: typeof systemFiles.open = (path) => {
    if (path === copy && truncates) {
      truncates = false
      truncateSync(log)
      appendFileSync(log, 'new\n')
    }
    return systemFiles.open(path)
  }
  const bench = new Bench([entry([`${log}*`])], { files: { ...systemFiles, open } })
  writeFileSync(log, LINES.map((line) => `${line}\n`).join(''))
  bench.tick()
  writeFileSync(copy, readFileSync(log).subarray(0, 2_000))
  bench.after(1_000)
  copyFileSync(log, copy)
  truncates = true
  for (let round = 0; round < 5; round += 1) bench.after(3_000)
  expect(truncates).toBe(false)
  expect(bench.lines.toSorted()).toEqual([...LINES, 'new'].toSorted())
})
