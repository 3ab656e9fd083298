import { execFileSync } from 'node:child_process'
import { appendFileSync, mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { Failure, type Files, systemFiles } from '../../src/tail/files.ts'
import type { Trouble } from '../../src/tail/report.ts'
import { temporaryDirectory } from '../support/directory.ts'
import { Bench, entry } from './bench.ts'

/** The real file system, with weather on demand. (Permissions stop nobody here: tests may run as root.) */
function weather() {
  const state: { failing: Map<keyof Files, Trouble>; call: (name: keyof Files) => boolean } = {
    failing: new Map(),
    call: () => false,
  }
  const failureOf = (name: keyof Files) => {
    if (state.call(name)) return new Failure('input_output_error', 'once')
    const trouble = state.failing.get(name)
    return trouble && new Failure(trouble, 'for a while')
  }
  const files: Files = {
    stat: (path) => failureOf('stat') ?? systemFiles.stat(path),
    fstat: (fd) => failureOf('fstat') ?? systemFiles.fstat(fd),
    open: (path) => failureOf('open') ?? systemFiles.open(path),
    read: (fd, into, at) => failureOf('read') ?? systemFiles.read(fd, into, at),
    list: (directory) => failureOf('list') ?? systemFiles.list(directory),
    close: systemFiles.close,
  }
  return { state, files }
}

let directory: string
let log: string
beforeEach(() => {
  directory = temporaryDirectory()
  log = join(directory, 'app.log')
})

describe('trouble is told once, others go on, and nothing is lost', () => {
  const cases: readonly { call: keyof Files; trouble: Trouble; told: readonly string[] }[] = [
    { call: 'open', trouble: 'permission_denied', told: ['permission_denied', 'found'] },
    { call: 'open', trouble: 'too_many_open_files', told: ['too_many_open_files', 'found'] },
    { call: 'stat', trouble: 'permission_denied', told: ['permission_denied', 'found'] },
    { call: 'list', trouble: 'permission_denied', told: ['permission_denied', 'found'] },
    { call: 'fstat', trouble: 'other_error', told: ['other_error', 'found'] },
    { call: 'read', trouble: 'input_output_error', told: ['input_output_error', 'found'] },
  ]
  test.for(cases)('$call: $trouble, for a new file', ({ call, trouble, told }) => {
    writeFileSync(log, 'a\n')
    const { state, files } = weather()
    const bench = new Bench([entry([join(directory, '*.log')])], { files })
    state.failing.set(call, trouble)
    bench.tick()
    bench.after(1_000)
    bench.after(6_000)
    expect(bench.lines).toEqual([])
    state.failing.clear()
    expect(bench.after(6_000)).toEqual(['a'])
    expect(bench.told()).toEqual([...told, trouble])
  })

  test.for(cases)('$call: $trouble, for a file that is being read', ({ call, trouble }) => {
    writeFileSync(log, 'a\n')
    const { state, files } = weather()
    const bench = new Bench([entry([join(directory, '*.log')])], { files })
    bench.tick()
    state.failing.set(call, trouble)
    appendFileSync(log, 'b\n')
    for (let second = 0; second < 20; second++) bench.after(1_000)
    state.failing.clear()
    appendFileSync(log, 'c\n')
    bench.after(1_000)
    bench.after(6_000)
    expect(bench.lines).toEqual(['a', 'b', 'c'])
  })

  test('a stale handle is opened anew, and reading goes on where it was', () => {
    writeFileSync(log, 'a\n')
    const { state, files } = weather()
    const bench = new Bench([entry([log])], { files })
    bench.tick()
    state.failing.set('read', 'stale_handle')
    appendFileSync(log, 'b\n')
    bench.tick()
    bench.after(1_000)
    state.failing.clear()
    bench.after(1_000)
    expect(bench.lines).toEqual(['a', 'b'])
  })
})

describe('at any place of a rotation, and over a restart, each line is read once', () => {
  const weathers: readonly {
    readonly why: string
    readonly fails: (call: number, first: number, over: boolean) => boolean
  }[] = [
    { why: 'a call fails once', fails: (call, first) => call === first },
    {
      why: 'all calls fail from one on, for a while',
      fails: (call, first, over) => call >= first && !over,
    },
    {
      why: 'every other call fails from one on',
      fails: (call, first, over) => call >= first && call % 2 === 0 && !over,
    },
  ]
  test.for(weathers)('$why', ({ fails }) => {
    let calls = 0
    for (let first = 0; first === 0 || first < calls; first++) {
      calls = 0
      let over = false
      const { state, files } = weather()
      state.call = () => fails(calls++, first, over)
      const path = join(directory, `${first}`, 'app.log')
      mkdirSync(join(directory, `${first}`))
      const bench = new Bench([entry([`${path}*`])], { files })
      writeFileSync(path, 'a\n')
      bench.tick()
      appendFileSync(path, 'b\n')
      renameSync(path, `${path}.1`)
      writeFileSync(path, 'c\n')
      bench.after(1_000)
      bench.restart()
      appendFileSync(path, 'd\n')
      bench.after(6_000)
      over = true
      for (let round = 0; round < 4; round++) bench.after(6_000)
      expect(bench.lines.toSorted(), `from call ${first} on`).toEqual(['a', 'b', 'c', 'd'])
    }
    expect(calls).toBeGreaterThan(50)
  })

  const kinds = ['stat', 'fstat', 'open', 'read', 'list'] as const
  test.for(kinds)('%s fails for a while, whenever that begins', (kind) => {
    for (let begins = 0; begins < 4; begins++) {
      const { state, files } = weather()
      const path = join(directory, `${begins}`, 'app.log')
      mkdirSync(join(directory, `${begins}`))
      const bench = new Bench([entry([`${path}*`])], { files })
      const steps = [
        () => writeFileSync(path, 'a\n'),
        () => appendFileSync(path, 'b\n'),
        () => {
          renameSync(path, `${path}.1`)
          writeFileSync(path, 'c\n')
        },
        () => appendFileSync(`${path}.1`, 'd\n'),
      ]
      for (const [number, step] of steps.entries()) {
        if (number === begins) state.failing.set(kind, 'input_output_error')
        step()
        bench.after(1_000)
        bench.restart()
      }
      state.failing.clear()
      for (let round = 0; round < 4; round++) bench.after(6_000)
      expect(bench.lines.toSorted(), `from step ${begins} on`).toEqual(['a', 'b', 'c', 'd'])
    }
  })
})

test('a FIFO in the glob is skipped, and nobody waits for its writer', () => {
  execFileSync('mkfifo', [join(directory, 'pipe.log')])
  writeFileSync(log, 'a\n')
  const bench = new Bench([entry([join(directory, '*.log')])])
  expect(bench.tick()).toEqual(['a'])
  expect(bench.told()).toEqual(['found', 'not_a_file'])
})
