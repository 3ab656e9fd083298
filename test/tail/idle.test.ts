import { appendFileSync, renameSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { type Files, systemFiles } from '../../src/tail/files.ts'
import { temporaryDirectory } from '../support/directory.ts'
import { Bench, entry } from './bench.ts'

let directory: string
beforeEach(() => {
  directory = temporaryDirectory()
})

const at = (name: string) => join(directory, name)

/** A hundred files, idle for long, and how often anything was looked at. */
function idleFiles(hinted: boolean) {
  let looks = 0
  const files: Files = {
    ...systemFiles,
    stat: (path) => {
      looks += 1
      return systemFiles.stat(path)
    },
  }
  for (let file = 0; file < 100; file += 1) writeFileSync(at(`${file}.log`), `a${file}\n`)
  const bench = new Bench([entry([at('*.log')])], { files, hinted: () => hinted })
  for (let second = 0; second < 41; second += 1) bench.after(1_000)
  return {
    bench,
    looksIn(seconds: number): number {
      looks = 0
      for (let second = 0; second < seconds; second += 1) bench.after(1_000)
      return looks
    },
  }
}

test('idle files are looked at each second where there are no events, each five where there are', () => {
  expect(idleFiles(false).looksIn(5)).toBeGreaterThan(500)
  expect(idleFiles(true).looksIn(5)).toBeLessThan(150)
})

test('a hint is followed at once', () => {
  const { bench } = idleFiles(true)
  appendFileSync(at('7.log'), 'b\n')
  expect(bench.tick([at('7.log')])).toEqual(['b'])
})

test('a lost event costs five seconds once; then the file is looked at each second', () => {
  const { bench, looksIn } = idleFiles(true)
  appendFileSync(at('7.log'), 'b\n')
  looksIn(5)
  expect(bench.lines.at(-1)).toBe('b')
  looksIn(35)
  appendFileSync(at('7.log'), 'c\n')
  expect(bench.after(1_000)).toEqual(['c'])
})

test.for([
  { why: 'a new file', change: () => writeFileSync(at('new.log'), 'c\n') },
  {
    why: 'a rotation',
    change() {
      renameSync(at('7.log'), at('7-old.log'))
      writeFileSync(at('7.log'), 'c\n')
    },
  },
])('$why among idle files shows at the next sweep, without an event', ({ change }) => {
  const { bench } = idleFiles(true)
  change()
  expect(bench.after(1_000)).toEqual(['c'])
})

test('a truncation without an event shows within five seconds', () => {
  const { bench, looksIn } = idleFiles(true)
  truncateSync(at('7.log'))
  appendFileSync(at('7.log'), 'new\n')
  looksIn(6)
  expect(bench.lines.at(-1)).toBe('new')
})
