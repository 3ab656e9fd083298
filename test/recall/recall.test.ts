import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { extract } from '../../src/extract/extract.ts'
import { type Reading, readChunk } from '../../src/reading.ts'
import { stagesOf } from '../../src/stages.ts'
import type { LogEntry } from '../../src/types/config.ts'
import type { Chunk, ReadingPoint } from '../../src/types/file.ts'
import { EMPTY_CONTEXT } from '../../src/types/record.ts'
import { NUMBERED, UNKNOWN, WORDED } from '../extract/conformance/answers.ts'
import { CLIENTS } from '../extract/conformance/clients.ts'
import { FRAMINGS } from '../extract/conformance/framings.ts'
import { readSamples } from '../extract/samples.ts'
import { CATALOG } from '../extract/through.ts'
import { find } from '../support/find.ts'
import { renewed } from './renewed.ts'
import { toldBy } from './told.ts'

const LOG: LogEntry = {
  name: 'app',
  paths: ['app.log'],
  exclude: [],
  startAt: 'beginning',
  format: 'auto',
  timezone: 'Europe/Berlin',
  project: '',
}
const START: ReadingPoint = { resume: 0, inside: 'line_start', line: 0, context: EMPTY_CONTEXT }

/** The stages of the product; what they learn in one test they know in the next. */
const stages = stagesOf(CATALOG)

function recalling(chunk: Chunk): Reading {
  return stages.read(chunk, START, LOG)
}

function reading(chunk: Chunk): Reading {
  const { format, timezone } = LOG
  return readChunk(chunk, START, {
    find,
    format,
    extract: (record, context) => extract(record, context, { timezone, catalog: CATALOG }),
  })
}

function chunkOf(text: string): Chunk {
  return { file: 1, from: 0, bytes: Buffer.from(text), ending: 'final' }
}

function expectSame(text: string): void {
  const chunk = chunkOf(text)
  expect(toldBy(recalling(chunk))).toEqual(toldBy(reading(chunk)))
}

/** How often a form comes: learned the second time, recalled from the third on. */
const TIMES = 5

describe('what is recalled is what would have been read', () => {
  test('of samples of real logs, each in a file of its own', () => {
    for (const { text } of readSamples()) expectSame(renewed(`${text}\n`, TIMES))
  })

  test('of all samples in one file', () => {
    const text = readSamples().map((sample) => sample.text)
    expectSame(renewed(`${text.join('\n')}\n`, TIMES))
  })

  test.for(FRAMINGS)('of what all clients print, in $framing', ({ writes }) => {
    const texts = CLIENTS.flatMap((client) =>
      (client.answers ?? [...NUMBERED, ...WORDED, UNKNOWN]).map(
        (answer) => writes(client.prints(answer)).text,
      ),
    )
    expectSame(renewed(`${texts.join('\n')}\n`, TIMES))
  })

  test('of an answer behind another in whose lane one began long before and ends between them', () => {
    const foreign = 'nothing of interest\n'.repeat(10)
    const late = '2026-03-01T10:00:00.1Z stdout P "tid": "0123456789abcdef0123456789abcdef"\n'
    const again =
      'request failed: code=2001, msg=device is offline\n  "code": 2001,\n  "msg": "device is offline",\n'
    const text = `${late}${foreign}tuya started\n${foreign}${again}`
    for (let time = 0; time < TIMES; time++) expectSame(text)
    const answers = recalling(chunkOf(text)).records.flatMap(
      ({ extraction }) => extraction.responses,
    )
    expect(answers.map(({ echo }) => echo)).toEqual([false, true])
  })

  test('of lines that are put together by chance', () => {
    const piece = fc.constantFrom(...PIECES)
    const line = fc.array(piece, { minLength: 2, maxLength: 14 }).map((parts) => parts.join(''))
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 3 }), (lines) => {
        expectSame(renewed(`${lines.join('\n')}\n`, TIMES))
      }),
      { numRuns: 200 },
    )
  })
})

const TID = '5be9d0c2154111f19c3d0242ac120002'
const OTHER_TID = 'a1e9d0c2154111f19c3d0242ac120003'
const DEVICE = 'bf3a1b2c4d5e6f7a8b9c0d'

/** What forms blank, what decides a verdict, and what joins them in every wrong way. */
const PIECES = [
  ...[
    '2026-03-01T10:00:00.123Z ',
    '10:00:00',
    '[3/1/2026, 1:00:00 PM] ',
    'Mar  1 10:00:00 ',
    ',123 ',
  ],
  ...[
    TID,
    OTHER_TID,
    `"tid":"${TID}"`,
    `'tid': '${OTHER_TID}'`,
    `tid=${TID},`,
    DEVICE,
    'vdevo1600000000000',
  ],
  ...[
    '1772352000123',
    '"t":1772352000123',
    't=1772352000456, ',
    '"time":1772352000123,',
    '1010',
    '1106 ',
    '(request 160883)',
    '54321 ',
    '"code":54321,',
    'error 54321: ',
    'no permissions (30002)',
    '"id":115002}',
    '20260301 100000 ',
    ',123456',
  ],
  ...[
    '"code":1106,',
    "'code': 1010, ",
    'code=2001 ',
    '"code":"switch_1","value":true',
    '"code":0,',
    'Code 1004: ',
  ],
  ...[
    '"msg":"permission deny",',
    "'msg': 'token invalid', ",
    'msg=device is offline, ',
    'sign invalid',
  ],
  ...[
    '"success":false,',
    '"success":true,',
    "'success': False, ",
    '"result":{',
    '"errorCode":',
    '"level":50,',
  ],
  ...[
    '{',
    '}',
    '[',
    ']',
    '(',
    ')',
    '"',
    "'",
    '\\"',
    ' ',
    ', ',
    ': ',
    '=',
    '/',
    '%22',
    '\\u0022',
    '&quot;',
    '|',
  ],
  ...[
    '/v1.0/devices/',
    '/v1.0/token',
    '/commands',
    '?page=1',
    'path = ',
    'GET ',
    'deviceId=',
    '"devId":"',
  ],
  ...[
    'tuya',
    'error ',
    'Error: ',
    'exited with ',
    'network error:(',
    'requestId=',
    'response:',
    'closed ',
  ],
  ...[
    'app-1  | ',
    '> ',
    '\u001b[31m',
    '\u001b[0m',
    '\t',
    '\r',
    '{"log":"',
    '\\n","stream":"stdout"}',
    '\u0001',
    'é',
    '“',
  ],
]
