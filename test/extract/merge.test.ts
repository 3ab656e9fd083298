import { expect, test } from 'vitest'
import { ECHO_CODES_MAX, ECHO_LINES } from '../../src/extract/echo.ts'
import { extractFrom, extractInTurn, FAILURE, SUCCESS, T } from './support.ts'

const PLAIN = '{"code":1106,"msg":"permission deny","success":false}'
const SENTENCE = 'Login failed. code=1106, msg=permission deny'

test.for([
  {
    text: `{"success":true,"data":${FAILURE},"message":"fine"}`,
    code: '1106',
    why: 'a success of the application around a failure',
  },
  {
    text: `{"success":false,"code":500,"msg":"internal","data":${SUCCESS}}`,
    code: undefined,
    why: 'a failure of the application around a success',
  },
  {
    text: `{"code":1010,"msg":"token invalid","success":false,"cause":${FAILURE}}`,
    code: '1106',
    why: 'a failure that repeats another',
  },
  {
    text: SUCCESS.replace('true', '[{"id":"a","code":2008,"msg":"command or value not support"}]'),
    code: undefined,
    why: 'a piece of a result',
  },
  {
    text: `Error 1106: permission deny: ${FAILURE}`,
    code: '1106',
    why: 'a sentence beside its envelope',
  },
  { text: `${SENTENCE} ${PLAIN}`, code: '1106', why: 'the same without an identity' },
  { text: `${FAILURE} ${FAILURE}`, code: '1106', why: 'the very same answer twice' },
  {
    text: 'Login failed: Login error (1106): permission deny',
    code: '1106',
    why: 'two clients in one sentence',
  },
  {
    text: '{"code":1106,"msg":"network error:(1106) permission deny"}',
    code: '1106',
    why: 'a sentence in the message',
  },
])('one answer: $why', ({ text, code }) => {
  const { responses } = extractFrom(text)
  expect(responses.map((response) => response.code)).toEqual([code])
})

test('the same notation twice on a line is a list of two answers', () => {
  expect(extractFrom(`[${PLAIN}, ${PLAIN}]`).responses).toHaveLength(2)
})

test.for([
  {
    first: FAILURE,
    second: SENTENCE,
    echo: [false, true],
    why: 'the sentence repeats the envelope',
  },
  {
    first: PLAIN,
    second: SENTENCE,
    echo: [false, true],
    why: 'an envelope without identity is repeated too',
  },
  {
    first: SENTENCE,
    second: SENTENCE,
    echo: [false, false],
    why: 'the same shape twice is two answers',
  },
  { first: SENTENCE, second: FAILURE, echo: [false, false], why: 'an identity speaks for itself' },
  {
    first: 'network error:(1010) token invalid',
    second: PLAIN,
    echo: [false, false],
    why: 'another code',
  },
])('$why', ({ first, second, echo }) => {
  const found = extractInTurn(first, second).flatMap(({ responses }) => responses)
  expect(found.map((response) => response.echo)).toEqual(echo)
})

test.for([
  { between: ECHO_LINES - 1, echo: true },
  { between: ECHO_LINES, echo: false },
])('$between lines between them: echo is $echo', ({ between, echo }) => {
  const found = extractInTurn(FAILURE, ...Array<string>(between).fill('nothing'), SENTENCE)
  expect(found.at(-1)?.responses[0]?.echo).toBe(echo)
})

test('within a record the sentence may come first', () => {
  const { responses } = extractFrom(`${SENTENCE}\n${FAILURE}`)
  expect(responses.map(({ line, echo }) => [line, echo])).toEqual([
    [1, true],
    [2, false],
  ])
})

test('the context stays small however many codes came', () => {
  const storm = Array.from({ length: 100 }, (_, n) => FAILURE.replace(`${T}`, `${T + n}`))
  const context = extractInTurn(storm.join('\n')).at(-1)?.context
  expect(context?.recent.length).toBe(ECHO_CODES_MAX)
})
