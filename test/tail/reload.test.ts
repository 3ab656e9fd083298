import {
  mkdirSync,
  readdirSync,
  readlinkSync,
  renameSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryDirectory } from '../support/directory.ts'
import { Bench, entry, Writer } from './bench.ts'

const partings: readonly {
  readonly why: string
  readonly part: (log: string, directory: string) => void
}[] = [
  { why: 'was deleted', part: (log) => unlinkSync(log) },
  {
    why: 'was moved to another directory',
    part(log, directory) {
      mkdirSync(join(directory, 'elsewhere'))
      renameSync(log, join(directory, 'elsewhere', 'old'))
    },
  },
]

test.for(partings)('a file that $why is read to its end over a reload', ({ part }) => {
  const directory = temporaryDirectory()
  const log = join(directory, 'app.log')
  writeFileSync(log, 'a\n')
  const bench = new Bench([entry([log])])
  bench.tick()
  const writer = new Writer(log)
  part(log, directory)
  writer.write('b\n')
  bench.sweep()
  bench.reload()
  expect(bench.tick()).toEqual(['b'])
  writer.write('c\n')
  expect(bench.after(1_000)).toEqual(['c'])
  bench.after(6_000)
  // The writer's own.
  expect(opened(directory)).toHaveLength(1)
  bench.after(1_000)
  expect(bench.told()).toContain('finished')
})

test('a deletion that nobody has noticed yet is one too', () => {
  const directory = temporaryDirectory()
  const log = join(directory, 'app.log')
  const bench = new Bench([entry([log])])
  writeFileSync(log, 'a\n')
  bench.tick()
  const writer = new Writer(log)
  writer.write('b\n')
  unlinkSync(log)
  bench.reload()
  expect(bench.tick()).toEqual(['b'])
})

test('what has a name is found again by it, and what no entry asks for any more is closed', () => {
  const directory = temporaryDirectory()
  const [kept, gone] = [join(directory, 'kept.log'), join(directory, 'gone.log')]
  const own = entry([kept], { name: 'kept' })
  const bench = new Bench([own, entry([gone], { name: 'gone' })])
  writeFileSync(kept, 'a\n')
  writeFileSync(gone, 'a\n')
  bench.tick()
  unlinkSync(gone)
  bench.sweep()
  bench.reload([own])
  writeFileSync(kept, 'a\nb\n')
  expect(bench.after(1_000)).toEqual(['b'])
  expect(opened(directory)).toEqual([kept])
})

/** What this process holds open below a directory; a deleted file by the name it had. */
function opened(directory: string): readonly string[] {
  return readdirSync('/proc/self/fd').flatMap((fd) => {
    try {
      const path = readlinkSync(`/proc/self/fd/${fd}`)
      return path.startsWith(directory) ? [path.replace(' (deleted)', '')] : []
    } catch {
      return []
    }
  })
}
