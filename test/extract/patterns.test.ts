import { expect, test } from 'vitest'
import { stagesOf } from '../../src/stages.ts'
import type { LogEntry } from '../../src/types/config.ts'
import { EMPTY_CONTEXT, type Response } from '../../src/types/record.ts'
import { CATALOG } from './through.ts'

const START = { resume: 0, inside: 'line_start', line: 0, context: EMPTY_CONTEXT } as const

/** What is found in a file whose `logs` entry has these patterns, through all stages. */
function read(text: string, ...patterns: readonly string[]) {
  const extract = patterns.map((pattern, at) => ({ name: `form-${at}`, pattern }))
  const chunk = { file: 1, from: 0, bytes: Buffer.from(`${text}\n`), ending: 'final' } as const
  const { records } = stagesOf(CATALOG).read(chunk, START, { ...LOG, extract })
  return {
    responses: records.flatMap(({ extraction }) => extraction.responses),
    rejections: records.flatMap(({ extraction }) => extraction.rejections),
  }
}

const LOG: LogEntry = {
  name: 'app',
  paths: [],
  exclude: [],
  startAt: 'beginning',
  format: 'auto',
  timezone: 'Europe/Berlin',
  project: '',
}

const OURS = String.raw`cloudcall rc=(?P<code>\S+)(?: why=(?P<message>[^;]+);)?(?: dev=(?P<device_id>\w+))?(?: at=(?P<path>\S+))?(?: id=(?P<tid>\w+))?(?: ts=(?P<time>\S+))?`

test.for<{ text: string; found: Partial<Response>; why: string }>([
  {
    text: 'x cloudcall rc=1106 why=not yours; dev=lamp1 at=/v1.0/x id=ab12 ts=2026-03-01T08:00:00Z',
    found: {
      success: false,
      code: '1106',
      message: 'not yours',
      device: 'lamp1',
      path: '/v1.0/x',
      tid: 'ab12',
      lineTime: Date.parse('2026-03-01T08:00:00Z'),
      shape: 'pattern',
      line: 1,
    },
    why: 'all groups',
  },
  { text: 'cloudcall rc=7', found: { code: '7' }, why: 'the code alone, whatever it is' },
  { text: 'cloudcall rc=BOOM_HAPPENED', found: { code: 'BOOM_HAPPENED' }, why: 'a word' },
  { text: 'cloudcall rc=0', found: { success: true }, why: 'zero is a success' },
  { text: 'cloudcall rc=200', found: { success: true }, why: 'so is 200' },
  {
    text: 'cloudcall rc=1106 ts=1772352000.5',
    found: { lineTime: 1_772_352_000_500 },
    why: 'a time since the epoch',
  },
  {
    text: 'cloudcall rc=1106 ts=2026-03-01T08:00:00',
    found: { lineTime: Date.parse('2026-03-01T07:00:00Z') },
    why: 'a time without a zone is in the zone of the entry',
  },
  {
    text: '{"log":"cloudcall rc=1106\\n","stream":"stdout","time":"2026-03-01T08:00:00Z"}',
    found: { code: '1106', lineTime: Date.parse('2026-03-01T08:00:00Z') },
    why: 'in a container’s line',
  },
  { text: '\u001b[31mcloudcall\u001b[0m rc=1106', found: { code: '1106' }, why: 'in colour' },
])('$why: $text', ({ text, found }) => {
  const { responses } = read(text, OURS)
  expect(responses).toEqual([expect.objectContaining(found)])
  expect(responses[0]?.evidence).toContain('user_pattern')
})

test('a pattern that holds no word for certain is tried on every line', () => {
  const { responses } = read('a\nE77!\nb\nE78!', String.raw`^E(?P<code>\d+)!$`)
  expect(responses.map(({ code, line }) => [code, line])).toEqual([
    ['77', 2],
    ['78', 4],
  ])
})

test('the first pattern that has a code counts where several match the same place', () => {
  const { responses } = read('cloudcall rc=5', OURS, String.raw`rc=(?P<code>\d+)`)
  expect(responses.map(({ code }) => code)).toEqual(['5'])
})

test('the built-in forms go on beside it, on other lines', () => {
  const { responses } = read('cloudcall rc=5\nnetwork error:(1010) token invalid', OURS)
  expect(responses.map(({ code, shape }) => [code, shape])).toEqual([
    ['5', 'pattern'],
    ['1010', 'sentence'],
  ])
})

test('an answer that both read is one, with what each of them knows', () => {
  const text =
    'cloudcall rc=1106 dev=lamp1 {"code":1106,"msg":"permission deny","success":false,"t":1772352000123}'
  const { responses } = read(text, String.raw`rc=(?P<code>\d+) dev=(?P<device_id>\w+)`)
  expect(responses).toEqual([
    expect.objectContaining({
      code: '1106',
      message: 'permission deny',
      device: 'lamp1',
      t: 1_772_352_000_123,
      shape: 'pattern',
    }),
  ])
})

test('on a line of the user’s form no other number is a code', () => {
  const { responses, rejections } = read(
    'tuya cloudcall rc=1106 (error 1010, code=2001)',
    String.raw`cloudcall rc=(?P<code>\d+)`,
  )
  expect(responses.map(({ code }) => code)).toEqual(['1106'])
  expect(rejections).toEqual([])
})

test('several matches on a line are several answers, up to a limit', () => {
  const { responses } = read('rc=1 rc=2 rc=3', String.raw`rc=(?P<code>\d)`)
  expect(responses.map(({ code }) => code)).toEqual(['1', '2', '3'])
  const numbers = Array.from({ length: 100 }, (_, n) => `rc=${1_000 + n}`).join(' ')
  expect(read(numbers, String.raw`rc=(?P<code>\d+)`).responses).toHaveLength(20)
})

test('a code that is none is refused, and so said', () => {
  const { responses, rejections } = read('rc=(not a code)', 'rc=(?P<code>.*)')
  expect(responses).toEqual([])
  expect(rejections.map(({ reason }) => reason)).toEqual(['malformed'])
})

test.for([
  ['a match that does not take part in the code', String.raw`rc=(?P<code>\d+)?x`],
  ['an empty match', String.raw`(?P<code>\d*)`],
])('%s finds nothing', ([, pattern = '']) => {
  expect(read('rc=x', pattern)).toEqual({ responses: [], rejections: [] })
})

test.for(['(?P<code>(a|aa)+)$', '(?P<code>.*.*.*x)', String.raw`(?P<code>\d)(?:.*z)?`])(
  '%s on a long line takes linear time',
  (pattern) => {
    const text = `${'a1'.repeat(50_000)}!`
    expect(read(text, pattern).responses.length).toBeLessThanOrEqual(20)
  },
)
