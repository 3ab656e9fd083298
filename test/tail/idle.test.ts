import { appendFileSync, renameSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { temporaryDirectory } from '../support/directory.ts'
import { Bench, entry } from './bench.ts'

let directory: string
beforeEach(() => {
  directory = temporaryDirectory()
})

const at = (name: string) => join(directory, name)

/** A hundred files, idle for long. */
function idleFiles(): Bench {
  for (let file = 0; file < 100; file += 1) writeFileSync(at(`${file}.log`), `a${file}\n`)
  const bench = new Bench([entry([at('*.log')])])
  for (let second = 0; second < 41; second += 1) bench.after(1_000)
  return bench
}

test('a hint is followed at once', () => {
  const bench = idleFiles()
  appendFileSync(at('7.log'), 'b\n')
  expect(bench.tick([at('7.log')])).toEqual(['b'])
})

test.for([
  { why: 'growth', change: () => appendFileSync(at('7.log'), 'c\n') },
  { why: 'a new file', change: () => writeFileSync(at('new.log'), 'c\n') },
  {
    why: 'a rotation',
    change() {
      renameSync(at('7.log'), at('7-old.log'))
      writeFileSync(at('7.log'), 'c\n')
    },
  },
  {
    why: 'a truncation',
    change() {
      truncateSync(at('7.log'))
      appendFileSync(at('7.log'), 'c\n')
    },
  },
])('$why among idle files shows at the next sweep, without an event', ({ change }) => {
  const bench = idleFiles()
  change()
  expect(bench.after(1_000)).toEqual(['c'])
})
