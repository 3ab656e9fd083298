import { describe, expect, test } from 'vitest'
import { readThrough } from '../through.ts'
import { type Envelope, T, TID } from './answers.ts'
import { FRAMINGS, interleaved } from './framings.ts'
import {
  goStruct,
  indented,
  inspect,
  inspectLines,
  javaResult,
  json,
  pprint,
  printR,
  python,
} from './notations.ts'

const OK: Envelope = { result: true, success: true, t: T, tid: TID }

/** Notations in which a result may be a list of devices. */
const DEEP = { json, indented, python: pythonOf }
const FLAT = { ...DEEP, python, pprint, inspect, inspectLines, javaResult, goStruct, printR }

describe.for(Object.entries(FLAT))('a success as %s', ([, print]) => {
  test.for([...FRAMINGS, { framing: 'turns with another stream', writes: interleaved }])(
    'in $framing',
    ({ writes }) => {
      const { text, lineOf } = writes(print(OK))
      const { responses, rejections } = readThrough(`${text}\n`)
      expect(rejections).toEqual([])
      expect(responses, text).toEqual([
        expect.objectContaining({ success: true, line: lineOf(start(print)), t: T, tid: TID }),
      ])
      expect(responses[0]).not.toHaveProperty('code')
    },
  )
})

/** print_r begins with a line that says nothing of an answer. */
function start(print: (envelope: Envelope) => string): number {
  return print === printR ? 2 : 1
}

/** On one line more than 100 KB; indented not far from the lines and bytes that a record may have. */
const MANY: Envelope = { ...OK, result: devices(220) }

describe.for(Object.entries(DEEP))('a long list of devices as %s', ([, print]) => {
  test.for(FRAMINGS.filter(({ framing }) => !/parts|prefix|journald|syslog/.test(framing)))(
    'in $framing',
    ({ writes }) => {
      const { text } = writes(print(MANY))
      expect(text.length).toBeGreaterThan(100_000)
      const { responses, rejections } = readThrough(`before\n${text}\nafter\n`)
      expect(rejections).toEqual([])
      expect(responses.map(({ success, line, t, tid }) => ({ success, line, t, tid }))).toEqual([
        { success: true, line: 2, t: T, tid: TID },
      ])
    },
  )
})

test.for([16_384, 8_192, 4_096])('a long list in parts of %i bytes, as runtimes cut it', (size) => {
  const body = Buffer.from(`answered ${json(MANY)}`)
  const parts = Array.from({ length: Math.ceil(body.length / size) }, (_, part) =>
    body.subarray(part * size, (part + 1) * size).toString('latin1'),
  )
  const lines = parts.map((part, at) => {
    const last = at === parts.length - 1
    return `2026-03-01T08:00:00.456Z stdout ${last ? 'F' : 'P'} ${part}`
  })
  const { responses } = readThrough(Buffer.from(`${lines.join('\n')}\n`, 'latin1'))
  expect(responses).toEqual([expect.objectContaining({ success: true, line: 1, t: T, tid: TID })])
})

function devices(count: number): readonly Envelope[] {
  return Array.from({ length: count }, (_, at) => ({
    id: `bf${String(at).padStart(20, '0')}`,
    name: `Lamp ${at} – “Hall”, it's 2001`,
    online: at % 2 === 0,
    icon: `smart/icon/${'b'.repeat(300)}.png`,
    product_id: 'keyjup78v54myhan',
    status: [
      { code: 'switch_led', value: true },
      { code: 'bright_value_v2', value: 1010 },
      { code: 'error', value: 1106 },
    ],
    update_time: 1_718_000_000,
  }))
}

function pythonOf(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(pythonOf).join(', ')}]`
  if (typeof value === 'object' && value !== null)
    return `{${Object.entries(value)
      .map(([key, one]) => `'${key}': ${pythonOf(one)}`)
      .join(', ')}}`
  if (typeof value === 'string') return value.includes("'") ? `"${value}"` : `'${value}'`
  return value === true ? 'True' : value === false ? 'False' : String(value)
}
