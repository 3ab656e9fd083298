import {
  appendFileSync,
  copyFileSync,
  linkSync,
  mkdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { temporaryDirectory } from '../support/directory.ts'
import { Bench, entry, Writer } from './bench.ts'

let directory: string
let log: string
beforeEach(() => {
  directory = temporaryDirectory()
  log = join(directory, 'app.log')
})

const at = (name: string) => join(directory, name)
/** Lines longer than what two generations have in common by chance: told apart by their number. */
const long = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => `line ${from + index} ${'.'.repeat(200)}`)
const text = (lines: readonly string[]) => lines.map((line) => `${line}\n`).join('')

describe('following', () => {
  test('lines are read once, as they come, also when torn', () => {
    writeFileSync(log, 'a\nb\nc')
    const bench = new Bench([entry([log])])
    expect(bench.tick()).toEqual(['a', 'b'])
    appendFileSync(log, 'c\nd')
    expect(bench.tick()).toEqual(['cc'])
    appendFileSync(log, '\n')
    expect(bench.tick()).toEqual(['d'])
    expect(bench.tick()).toEqual([])
  })

  test('a small buffer cuts a backlog into many chunks', () => {
    const lines = long(0, 50)
    writeFileSync(log, text(lines))
    const bench = new Bench([entry([log])], {}, 500)
    expect(bench.tick()).toEqual(lines)
  })

  test('a hint is enough for growth', () => {
    writeFileSync(log, 'a\n')
    const bench = new Bench([entry([log])])
    bench.tick()
    appendFileSync(log, 'b\n')
    expect(bench.tick([log])).toEqual(['b'])
  })

  test('a hint at a file that was never seen finds it', () => {
    const bench = new Bench([entry([at('*.log')])])
    bench.tick()
    writeFileSync(log, 'a\n')
    expect(bench.tick([log])).toEqual(['a'])
  })

  test('an open line waits until the file is still, and is then shown once', () => {
    writeFileSync(log, 'a\nb')
    const bench = new Bench([entry([log])])
    bench.tick()
    const endings = [1_999, 1, 1_000].map((ms) => {
      bench.now += ms
      bench.sweep()
      const [waiting] = bench.tailer.waiting(bench.now)
      if (!waiting) return 'nothing'
      const chunk = bench.tailer.read(waiting.file, new Uint8Array(1_000), bench.now)
      return 'ending' in chunk ? chunk.ending : chunk.problem
    })
    expect(endings).toEqual(['nothing', 'still', 'nothing'])
  })

  test('positions that did not move stay the same object, so that nothing is stored', () => {
    writeFileSync(log, 'a\nb')
    const bench = new Bench([entry([log])])
    bench.tick()
    const before = [...bench.positions.values()]
    bench.after(2_000)
    expect([...bench.positions.values()]).toEqual(before)
    expect([...bench.positions.values()][0]).toBe(before[0])
  })
})

describe('where reading starts', () => {
  test.for([
    { content: 'a\nb\n', later: 'c\n', lines: ['c'], why: 'at the end' },
    { content: 'a\nb', later: 'c\n', lines: ['bc'], why: 'at the start of the line being written' },
    {
      content: 'b',
      later: 'c\n',
      lines: ['bc'],
      why: 'at the start of a first line being written',
    },
    { content: '', later: 'c\n', lines: ['c'], why: 'in an empty file' },
    {
      content: 'x'.repeat(1_100_000),
      later: 'c\nd\n',
      lines: ['d'],
      why: 'behind an endless line',
    },
  ])('start_at end: $why', ({ content, later, lines }) => {
    writeFileSync(log, content)
    const bench = new Bench([entry([log], { startAt: 'end' })])
    expect(bench.tick()).toEqual([])
    appendFileSync(log, later)
    expect(bench.tick()).toEqual(lines)
  })

  test('files that appear later are read whole, also after a restart', () => {
    const bench = new Bench([entry([at('*.log')], { startAt: 'end' })])
    bench.tick()
    writeFileSync(log, 'a\n')
    expect(bench.tick()).toEqual(['a'])
    bench.restart()
    writeFileSync(at('other.log'), 'b\n')
    expect(bench.tick()).toEqual(['b'])
  })
})

describe('rename rotation', () => {
  test.for([
    { glob: 'app.log*', why: 'the glob names the rotated file' },
    { glob: 'app.log', why: 'the rotated file leaves the glob' },
  ])('late writes to the old file count, then it is finished: $why', ({ glob }) => {
    const bench = new Bench([entry([at(glob)])])
    const writer = new Writer(log)
    writer.write('a\n')
    expect(bench.tick()).toEqual(['a'])
    writer.write('b\n')
    renameSync(log, at('app.log.1'))
    writeFileSync(log, 'c\n')
    expect(bench.tick().toSorted()).toEqual(['b', 'c'])
    writer.write('d')
    expect(bench.after(1_000)).toEqual([])
    expect(bench.after(4_999)).toEqual([])
    expect(bench.after(1)).toEqual(['d'])
    expect(bench.told()).toEqual(['found', 'renamed', 'found'])
    writer.write('late\n')
    expect(bench.after(6_000)).toEqual(['late'])
    expect(bench.told()).toEqual(['finished', 'grew_again'])
  })

  test('several rotations before the next look', () => {
    const bench = new Bench([entry([log])])
    writeFileSync(log, 'a\n')
    bench.tick()
    appendFileSync(log, 'b\n')
    renameSync(log, at('app.log.1'))
    writeFileSync(log, 'lost to all, for no glob names it\n')
    renameSync(at('app.log.1'), at('app.log.2'))
    renameSync(log, at('app.log.1'))
    writeFileSync(log, 'c\n')
    expect(bench.tick().toSorted()).toEqual(['b', 'c'])
  })

  test('several rotations before the next look, all named by the glob', () => {
    const bench = new Bench([entry([at('app.log*')])])
    const written: string[] = []
    for (let round = 0; round < 6; round++) {
      for (let old = round; old > 0; old--)
        renameSync(old === 1 ? log : at(`app.log.${old - 1}`), at(`app.log.${old}`))
      writeFileSync(log, `round ${round}\n`)
      written.push(`round ${round}`)
      if (round % 3 === 2) bench.tick()
    }
    bench.tick()
    expect(bench.lines.toSorted()).toEqual(written)
  })

  test('rotated to a date, in numbers, and with equal first lines', () => {
    const bench = new Bench([entry([at('app*.log')])])
    writeFileSync(log, 'start\na\n')
    bench.tick()
    renameSync(log, at('app-20261119.log'))
    writeFileSync(log, 'start\n')
    bench.after(1_000)
    bench.after(6_000)
    renameSync(log, at('app-20261120.log'))
    bench.after(6_000)
    bench.after(6_000)
    writeFileSync(log, 'start\n')
    bench.tick()
    appendFileSync(log, 'b\n')
    bench.tick()
    expect(bench.lines).toEqual(['start', 'a', 'start', 'start', 'b'])
  })

  test('one watched file moved over another', () => {
    const bench = new Bench([entry([at('*.log')])])
    writeFileSync(at('one.log'), 'a\n')
    writeFileSync(at('two.log'), 'b\n')
    bench.tick()
    appendFileSync(at('one.log'), 'c\n')
    appendFileSync(at('two.log'), 'd\n')
    renameSync(at('one.log'), at('two.log'))
    expect(bench.tick().toSorted()).toEqual(['c', 'd'])
    appendFileSync(at('two.log'), 'e\n')
    expect(bench.tick()).toEqual(['e'])
  })

  test('the whole directory replaced', () => {
    const bench = new Bench([entry([at('logs/*.log')])])
    mkdirSync(at('logs'))
    writeFileSync(at('logs/app.log'), 'a\n')
    bench.tick()
    appendFileSync(at('logs/app.log'), 'b\n')
    renameSync(at('logs'), at('logs.old'))
    mkdirSync(at('logs'))
    writeFileSync(at('logs/app.log'), 'c\n')
    expect(bench.tick().toSorted()).toEqual(['b', 'c'])
  })

  test('the gap between rename and create is no end', () => {
    const bench = new Bench([entry([log], { startAt: 'end' })])
    writeFileSync(log, 'a\n')
    bench.tick()
    renameSync(log, at('app.log.1'))
    bench.tick()
    writeFileSync(log, 'b\n')
    expect(bench.tick()).toEqual(['b'])
  })
})

describe('a restart in the midst of a rotation', () => {
  const steps: readonly ((writer: Writer) => void)[] = [
    (writer) => writer.write('b\n'),
    () => renameSync(log, at('app.log.1')),
    (writer) => writer.write('c\n'),
    () => writeFileSync(log, 'd\n'),
    (writer) => writer.write('e\n'),
    () => appendFileSync(log, 'f\n'),
  ]
  const cases = ['app.log*', 'app.log'].flatMap((glob) =>
    Array.from({ length: 1 << steps.length }, (_, stops) => ({ glob, stops })),
  )
  test.for(cases)('$glob, stopped at $stops', ({ glob, stops }) => {
    const bench = new Bench([entry([at(glob)])])
    const writer = new Writer(log)
    writer.write('a\n')
    bench.tick()
    for (const [index, step] of steps.entries()) {
      step(writer)
      if (stops & (1 << index)) {
        bench.restart()
        bench.tick()
      }
    }
    bench.restart()
    bench.tick()
    bench.after(6_000)
    expect(bench.lines.toSorted()).toEqual(['a', 'b', 'c', 'd', 'e', 'f'])
  })
})

describe('copytruncate and rewriting', () => {
  const cases = ['app.log*', 'app.log'].flatMap((glob) =>
    [true, false].flatMap((restart) => [
      { glob, restart, content: 'A\n', size: 'smaller' },
      { glob, restart, content: 'AAAAA\nBBB\n', size: 'the same size' },
      { glob, restart, content: 'AAAAA\nBBB\nCCCC\n', size: 'larger' },
    ]),
  )
  test.for(cases)('$glob, new content $size, restart: $restart', ({ glob, restart, content }) => {
    writeFileSync(log, 'aaaaa\nbbb\n')
    const bench = new Bench([entry([at(glob)])])
    expect(bench.tick()).toEqual(['aaaaa', 'bbb'])
    copyFileSync(log, at('app.log.1'))
    bench.after(1_000)
    if (restart) bench.restart()
    writeFileSync(log, content)
    const lines = content.split('\n').filter(Boolean)
    expect([...bench.tick(), ...bench.after(1_000)]).toEqual(lines)
    expect(bench.after(6_000)).toEqual([])
    expect(bench.lost).toEqual([])
  })

  test.for(cases)(
    'an unread rest comes from the copy: $glob, new content $size, restart: $restart',
    (c) => {
      writeFileSync(log, 'aaa\n')
      const bench = new Bench([entry([at(c.glob)])])
      bench.tick()
      appendFileSync(log, 'bbb\nc')
      copyFileSync(log, at('app.log.1'))
      if (c.restart) bench.restart()
      writeFileSync(log, c.content)
      bench.tick()
      bench.after(1_000)
      bench.after(6_000)
      const lines = [...c.content.split('\n').filter(Boolean), 'aaa', 'bbb', 'c']
      expect(bench.lines.toSorted()).toEqual(lines.toSorted())
      expect(bench.lost).toEqual([])
    },
  )

  test('fifty-one truncations with growing refill', () => {
    const bench = new Bench([entry([log])])
    const written: string[] = []
    for (let round = 0; round < 51; round++) {
      const lines = long(written.length, round + 1)
      writeFileSync(log, text(lines))
      written.push(...lines)
      bench.tick()
      bench.after(1_000)
    }
    expect(bench.lines).toEqual(written)
  })

  test('equal first kilobyte, other bytes before the reading point', () => {
    const banner = text(long(0, 6))
    writeFileSync(log, `${banner}${text(long(100, 3))}`)
    const bench = new Bench([entry([log])])
    bench.tick()
    writeFileSync(log, `${banner}${text(long(200, 9))}`)
    const lines = [...bench.tick(), ...bench.after(1_000)]
    expect(lines).toEqual([...long(0, 6), ...long(200, 9)])
  })

  test('a file that shrinks between the look and the reading', () => {
    writeFileSync(log, text(long(0, 9)))
    const bench = new Bench([entry([log])])
    bench.tick()
    appendFileSync(log, 'never read\n')
    bench.sweep()
    truncateSync(log, text(long(0, 9)).length)
    bench.read()
    appendFileSync(log, 'read\n')
    bench.after(1_000)
    expect(bench.lines).toEqual([...long(0, 9), 'read'])
  })

  test('what was seen and overwritten is counted as lost', () => {
    writeFileSync(log, 'a\nbcd')
    const bench = new Bench([entry([log])])
    bench.tick()
    truncateSync(log)
    bench.tick()
    expect(bench.lost).toMatchObject([{ bytes: 3, reason: 'truncated', logs: 'app' }])
  })

  test('an editor saves the file anew with one line more', () => {
    writeFileSync(log, text(long(0, 9)))
    const bench = new Bench([entry([log])])
    bench.tick()
    writeFileSync(at('.app.log.swp'), text(long(0, 10)))
    renameSync(at('.app.log.swp'), log)
    expect([...bench.tick(), ...bench.after(6_000)]).toEqual(long(9, 1))
  })

  test('a copy that goes its own way is read from there', () => {
    writeFileSync(log, 'a\nb\n')
    const bench = new Bench([entry([at('*.log')])])
    bench.tick()
    copyFileSync(log, at('app-copy.log'))
    expect(bench.tick()).toEqual([])
    appendFileSync(log, 'c\n')
    appendFileSync(at('app-copy.log'), 'd\n')
    expect(bench.tick().toSorted()).toEqual(['c', 'd'])
  })

  test('two applications with one banner are two logs', () => {
    writeFileSync(at('billing.log'), 'banner\n')
    const bench = new Bench([entry([at('*.log')])])
    bench.tick()
    writeFileSync(at('auth.log'), 'banner\n')
    expect(bench.tick()).toEqual(['banner'])
  })

  test('a copy that is still being made is not a new log', () => {
    const bench = new Bench([entry([at('app.log*')])])
    writeFileSync(log, text(long(0, 20)))
    bench.tick()
    writeFileSync(at('app.log.1'), '')
    bench.tick()
    const whole = text(long(0, 20))
    for (const part of [whole.slice(0, 100), whole.slice(100, 2_000), whole.slice(2_000)]) {
      appendFileSync(at('app.log.1'), part)
      expect(bench.after(1_000)).toEqual([])
    }
    writeFileSync(log, 'new\n')
    expect([...bench.tick(), ...bench.after(1_000), ...bench.after(6_000)]).toEqual(['new'])
  })
})

describe('deletion', () => {
  test('unread bytes of a deleted file count, its last line too, and its descriptor is closed', () => {
    writeFileSync(log, 'a\n')
    const bench = new Bench([entry([log])])
    bench.tick()
    appendFileSync(log, 'b\nc')
    unlinkSync(log)
    expect(bench.tick()).toEqual(['b'])
    expect(bench.after(5_000)).toEqual(['c'])
    bench.tick()
    expect(bench.told()).toEqual(['found', 'deleted', 'missing', 'finished'])
    expect(bench.tailer.status()).toMatchObject([{ state: 'finished' }])
  })

  test.for([
    { restart: false, content: 'a\n', why: 'with the same line' },
    { restart: true, content: 'a\n', why: 'with the same line' },
    { restart: false, content: 'b\nc\n', why: 'with another' },
    { restart: true, content: 'b\nc\n', why: 'with another' },
  ])('deleted and made anew $why is a new file, restart: $restart', ({ restart, content }) => {
    writeFileSync(log, 'a\n')
    const bench = new Bench([entry([log])])
    bench.tick()
    if (restart) bench.restart()
    unlinkSync(log)
    writeFileSync(log, content)
    expect([...bench.tick(), ...bench.after(6_000)]).toEqual(content.split('\n').filter(Boolean))
  })

  test('a file is forgotten a while after it is gone', () => {
    writeFileSync(log, 'a\n')
    const bench = new Bench([entry([log])])
    bench.tick()
    unlinkSync(log)
    bench.tick()
    bench.after(6_000)
    bench.after(6_000)
    expect(bench.positions.size).toBe(1)
    bench.after(3_600_000)
    expect(bench.positions.size).toBe(0)
  })

  test('a directory that is away for a while is no reason to read anew', () => {
    mkdirSync(at('mount'))
    writeFileSync(at('mount/app.log'), 'a\n')
    const bench = new Bench([entry([at('mount/*.log')])])
    bench.tick()
    bench.restart()
    renameSync(at('mount'), at('away'))
    bench.tick()
    renameSync(at('away'), at('mount'))
    appendFileSync(at('mount/app.log'), 'b\n')
    expect(bench.after(1_000)).toEqual(['b'])
  })
})

describe('what a glob may name', () => {
  test('directories that come late, and files in them', () => {
    const bench = new Bench([entry([at('*/logs/*.log'), at('deep/**/x.log')])])
    bench.tick()
    mkdirSync(at('one/logs'), { recursive: true })
    bench.after(1_000)
    writeFileSync(at('one/logs/app.log'), 'a\n')
    expect(bench.after(1_000)).toEqual(['a'])
    mkdirSync(at('deep/er/still'), { recursive: true })
    writeFileSync(at('deep/er/still/x.log'), 'b\n')
    expect([...bench.after(1_000), ...bench.after(1_000), ...bench.after(5_000)]).toEqual(['b'])
  })

  test('directories, archives, excluded files', () => {
    mkdirSync(at('dir.log'))
    writeFileSync(at('old.log'), 'BZh9')
    writeFileSync(at('no.log'), 'no\n')
    writeFileSync(log, 'a\n')
    const bench = new Bench([entry([at('*.log')], { exclude: ['no.*'] })])
    expect(bench.tick()).toEqual(['a'])
    bench.after(1_000)
    expect(bench.told().toSorted()).toEqual(['archive', 'directory', 'found'])
  })

  test('symbolic and hard links are one file', () => {
    writeFileSync(log, 'a\n')
    symlinkSync(log, at('current.log'))
    linkSync(log, at('hard.log'))
    const bench = new Bench([entry([at('*.log')])])
    expect(bench.tick()).toEqual(['a'])
    appendFileSync(log, 'b\n')
    expect(bench.tick()).toEqual(['b'])
    expect(bench.told()).toEqual(['found', 'second_name', 'second_name'])
  })

  test('the first of two entries wins, and that is said once', () => {
    writeFileSync(log, 'a\n')
    writeFileSync(at('b.log'), 'b\n')
    const bench = new Bench([
      entry([log], { name: 'first' }),
      entry([at('*.log')], { name: 'second' }),
    ])
    bench.tick()
    bench.after(1_000)
    const owners = new Map([...bench.positions.values()].map(({ logs, path }) => [logs, path]))
    expect(owners).toEqual(
      new Map([
        ['first', log],
        ['second', at('b.log')],
      ]),
    )
    expect(bench.told()).toEqual(['found', 'found', 'second_entry'])
  })

  test('a symbolic link that is switched thirty times', () => {
    const bench = new Bench([entry([at('current')])])
    const written: string[] = []
    for (let round = 0; round < 30; round++) {
      const target = at(`target-${round}`)
      writeFileSync(target, `first of ${round}\n`)
      rmSync(at('current'), { force: true })
      symlinkSync(target, at('current'))
      bench.tick()
      appendFileSync(target, `second of ${round}\n`)
      written.push(`first of ${round}`, `second of ${round}`)
      if (round % 2) bench.after(1_000)
    }
    bench.after(6_000)
    expect(bench.lines.toSorted()).toEqual(written.toSorted())
  })

  test.for(['looking in between', 'not looking'])(
    'moved away, truncated there and moved back, %s: a new generation',
    (how) => {
      const look = () => (how === 'not looking' ? [] : bench.after(1_000))
      const bench = new Bench([entry([log])])
      writeFileSync(log, 'first\n')
      bench.tick()
      renameSync(log, at('aside'))
      look()
      truncateSync(at('aside'))
      look()
      renameSync(at('aside'), log)
      look()
      appendFileSync(log, 'other, and longer\n')
      bench.after(1_000)
      bench.after(6_000)
      expect(bench.lines).toEqual(['first', 'other, and longer'])
    },
  )

  test('brackets in a plain name', () => {
    writeFileSync(at('app[1].log'), 'a\n')
    expect(new Bench([entry([at('app[1].log')])]).tick()).toEqual(['a'])
  })
})
