import fc from 'fast-check'
import { expect, test } from 'vitest'
import { extract } from '../../src/extract/extract.ts'
import { EMPTY_CONTEXT } from '../../src/types/record.ts'
import { extractFrom, FAILURE, OPTIONS, recordOf } from './support.ts'

/** Pieces of every notation, in any order: what logs look like after cuts, redaction and wrapping. */
const PIECES = [
  '{',
  '}',
  '[',
  ']',
  '(',
  ')',
  '"',
  "'",
  '\\',
  '\\"',
  '\\n',
  '\n',
  ',',
  ':',
  '=',
  '=>',
  ' ',
  'code',
  '"code"',
  '[code] =>',
  'msg',
  'success',
  'true',
  'false',
  't',
  'tid',
  '1106',
  '1010',
  '-9999999',
  'permission deny',
  'tuya',
  'Error: ',
  'network error:(',
  'int(',
  '/v1.0/devices/',
  '&quot;',
  '%22',
  '“',
  '’',
  FAILURE,
  '2026-11-24 10:00:00',
]

const garbage = fc
  .array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ maxLength: 5, unit: 'binary' })), {
    maxLength: 60,
  })
  .map((pieces) => pieces.join(''))

test('whatever the text, it never throws, and every finding stands on a line of the record', () => {
  fc.assert(
    fc.property(garbage, (text) => {
      const record = recordOf(text, 7)
      const { responses, rejections, context } = extract(record, EMPTY_CONTEXT, OPTIONS)
      const lines = record.lines.map(({ number }) => number)
      for (const { line } of [...responses, ...rejections]) expect(lines).toContain(line)
      for (const { success, code } of responses) expect(code === undefined).toBe(success)
      expect(JSON.parse(JSON.stringify(context))).toEqual(context)
    }),
    { numRuns: 500 },
  )
})

test('the same record in the same context says the same', () => {
  fc.assert(
    fc.property(garbage, (text) => {
      expect(extractFrom(text)).toEqual(extractFrom(text))
    }),
    { numRuns: 50 },
  )
})

const word = fc.stringMatching(/^[a-z]{1,8}( [a-z]{1,8}){0,3}$/)

test('an answer is found behind any words and before any others', () => {
  fc.assert(
    fc.property(word, word, (before, after) => {
      const { responses } = extractFrom(`${before}: ${FAILURE} ${after}`)
      expect(responses.map(({ code }) => code)).toEqual(['1106'])
    }),
  )
})

test('an answer is found in up to five strings around it', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 5 }), word, (depth, key) => {
      let text = FAILURE
      for (let i = 0; i < depth; i++) text = JSON.stringify({ [key.replaceAll(' ', '_')]: text })
      const [response, ...more] = extractFrom(text).responses
      expect(response).toMatchObject({ code: '1106', message: 'permission deny', shape: 'json' })
      expect(more).toEqual([])
    }),
  )
})

test('an answer cut anywhere behind its message is found all the same', () => {
  const least = FAILURE.indexOf(',"success"')
  for (let length = least; length <= FAILURE.length; length++) {
    expect(extractFrom(FAILURE.slice(0, length)).responses.map(({ code }) => code)).toEqual([
      '1106',
    ])
  }
})

test.for([
  '"',
  "'a ",
  '\\"',
  '{"a":[',
  'code=',
  'error code ',
  'msg=a b ',
  'Tuya API error: ',
  '1106 ',
  'permission deny (1106) ',
])('a record full of %j is read in time that grows with its length', (piece) => {
  const text = piece.repeat(Math.ceil((128 * 1024) / piece.length))
  expect(extractFrom(text).responses.length).toBeLessThan(10)
})
