import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startApplication } from '../../src/demo/application.ts'
import { ROTATION_MS, STORY_MS } from '../../src/demo/story.ts'

const START = Date.UTC(2026, 2, 1, 10)
const SEED = 7

let folder = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tuyawatch-demo-test-'))
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Files of the application after it was woken at these moments, by name. */
function filesAfter(moments: readonly number[], into = folder): Record<string, string> {
  const application = startApplication({ folder: into, start: START, seed: SEED })
  for (const moment of moments) application.advance(START + moment)
  application.close()
  const names = readdirSync(into).sort()
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(into, name), 'utf8')]))
}

function logged(moments: readonly number[]): string {
  const files = filesAfter(moments)
  return (files['app.log.1'] ?? '') + (files['app.log'] ?? '')
}

test('When the application is woken does not matter for what it writes.', () => {
  const end = 20_000
  const whole = filesAfter([end], join(folder, 'whole'))
  const waking = fc.uniqueArray(fc.integer({ min: 0, max: end }), { maxLength: 20 })
  fc.assert(
    fc.property(waking, (moments) => {
      const steps = [...moments.toSorted((a, b) => a - b), end]
      const into = mkdtempSync(join(folder, 'steps-'))
      expect(filesAfter(steps, into)).toEqual(whole)
    }),
    { numRuns: 20 },
  )
})

test.for([
  { what: 'the trial quota is gone', pattern: /28841004/g, least: 5 },
  {
    what: 'tokens are refused in a storm',
    pattern: /\b1010\b.*token invalid|"code": 1010/g,
    least: 20,
  },
  { what: 'many devices are offline', pattern: /device is offline/g, least: 100 },
  { what: 'a sentence is spoken', pattern: /Error from Tuya Cloud: Code \d+: '/g, least: 1 },
  { what: 'calls succeed as well', pattern: /"?success"?: ?true/g, least: 10 },
  { what: 'a Python dictionary is printed', pattern: /'success': False/g, least: 1 },
  { what: 'an object is inspected', pattern: /^ {2}msg: 'device is offline',$/gm, least: 1 },
  { what: 'the Java SDK speaks', pattern: /Result\(code=28841004,/g, least: 1 },
  { what: 'JSON stands over several lines', pattern: /^ {2}"code": 1010,$/gm, least: 1 },
])('Within 20 s $what.', ({ pattern, least }) => {
  expect(logged([20_000]).match(pattern)?.length ?? 0).toBeGreaterThanOrEqual(least)
})

test('The log is rotated by renaming, once, and written into for a moment under its old name.', () => {
  const {
    'app.log.1': before = '',
    'app.log': after = '',
    ...others
  } = filesAfter([ROTATION_MS, ROTATION_MS + 999, 3 * STORY_MS])
  expect(others).toEqual({})
  expect(before).not.toContain('28841004')
  expect(after).toContain('28841004')
  expect(lastTime(before)).toBeGreaterThan(START + ROTATION_MS)
})

test('The quota comes back before the story ends: calls succeed again.', () => {
  const text = logged([STORY_MS])
  expect(text.lastIndexOf('"success":true')).toBeGreaterThan(text.lastIndexOf('28841004'))
})

test('Each answer has an id of its own: a version-1 UUID made up to 51 ms before its time.', () => {
  const answers = logged([20_000]).matchAll(/"t":(\d{13}),"tid":"([0-9a-f]{32})"/g)
  const found = [...answers].map(([, t = '', tid = '']) => ({ t: Number(t), tid }))
  expect(found.length).toBeGreaterThan(10)
  expect(new Set(found.map(({ tid }) => tid)).size).toBe(found.length)
  for (const { t, tid } of found) {
    const age = t - timeInside(tid)
    expect(age).toBeGreaterThanOrEqual(9)
    expect(age).toBeLessThanOrEqual(51)
  }
})

/** RFC 9562, section 5.1: 60 bits of 100 ns since 1582-10-15, the low ones first. */
function timeInside(tid: string): number {
  expect(tid[12]).toBe('1')
  const ticks = BigInt(`0x${tid.slice(13, 16)}${tid.slice(8, 12)}${tid.slice(0, 8)}`)
  return Number((ticks - 122_192_928_000_000_000n) / 10_000n)
}

function lastTime(text: string): number {
  return Date.parse([...text.matchAll(/^2026-03-01T\S+Z/gm)].at(-1)?.[0] ?? '')
}
