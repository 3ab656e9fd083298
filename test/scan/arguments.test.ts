import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { filesNamed, sizeOf } from '../../src/scan/files.ts'
import { parseMoment } from '../../src/scan/moment.ts'

let folder = ''

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tuyawatch-scan-test-'))
  mkdirSync(join(folder, 'old.log'))
  for (const name of ['b.log', 'a.log', 'a.log.1', 'odd[1].log']) {
    writeFileSync(join(folder, name), name)
  }
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('the names on the command line', () => {
  test.for([
    { names: ['a.log', 'a.log'], files: ['a.log'], why: 'a file named twice is read once' },
    { names: ['*.log'], files: ['a.log', 'b.log', 'odd[1].log'], why: 'a pattern skips folders' },
    {
      names: ['b.log', '*.log*'],
      files: ['b.log', 'a.log', 'a.log.1', 'odd[1].log'],
      why: 'in order',
    },
    { names: ['odd[1].log'], files: ['odd[1].log'], why: 'a file may look like a pattern' },
    { names: ['none*'], files: ['none*'], why: 'what matches nothing is kept, to be told' },
  ])('$names: $why', ({ names, files }) => {
    const paths = filesNamed(names.map((name) => join(folder, name)))
    expect(paths).toEqual(files.map((name) => join(folder, name)))
  })

  test('`-` is standard input, whose size nobody knows.', () => {
    expect(filesNamed(['-'])).toEqual(['-'])
    expect(sizeOf(['-', join(folder, 'a.log')])).toBeUndefined()
    expect(sizeOf([join(folder, 'a.log'), join(folder, 'missing')])).toBe(5)
  })
})

const NOW = Date.UTC(2026, 2, 1, 12)

test.for([
  { text: '90m', at: NOW - 90 * 60_000 },
  { text: '2d', at: NOW - 2 * 86_400_000 },
  { text: '2026-02-28T08:30:00Z', at: Date.UTC(2026, 1, 28, 8, 30) },
  { text: '2026-02-28T08:30:00+02:00', at: Date.UTC(2026, 1, 28, 6, 30) },
  { text: '2026-02-28', at: new Date(2026, 1, 28).getTime() },
  { text: '2026-02-28 08:30', at: new Date(2026, 1, 28, 8, 30).getTime() },
  { text: 'yesterday', at: undefined },
  { text: '2', at: undefined },
  { text: '2026-02-31T25:00', at: undefined },
])('$text is read as a point in time: $at', ({ text, at }) => {
  expect(parseMoment(text, NOW)).toBe(at)
})
