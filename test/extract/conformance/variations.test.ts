import { describe, expect, test } from 'vitest'
import { readThrough } from '../through.ts'
import { type Answer, type Envelope, envelopeOf, NUMBERED, TID, UNKNOWN } from './answers.ts'
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
  varDump,
} from './notations.ts'

const NOTATIONS = {
  json,
  indented,
  python,
  pprint,
  inspect,
  inspectLines,
  javaResult,
  goStruct,
  printR,
  varDump,
}
const ALL = [...NUMBERED, UNKNOWN]

type Entries = readonly (readonly [string, unknown])[]

function expectOne(text: string, answer: Partial<Answer>): void {
  expect(readThrough(`${text}\n`).responses, text).toEqual([
    expect.objectContaining({ success: false, ...answer }),
  ])
}

describe.for(Object.entries(NOTATIONS))('%s', ([name, print]) => {
  // pprint sorts, so that the code comes first; and nothing else tells that its first line begins a body.
  const isPrinted = (entries: Entries) => name !== 'pprint' || entries[0]?.[0] === 'code'

  test('the keys may come in any order', () => {
    for (const answer of ALL) {
      for (const entries of permutations(Object.entries(envelopeOf(answer))).filter(isPrinted))
        expectOne(print(Object.fromEntries(entries)), answer)
    }
  })

  test('the code may be a string', () => {
    for (const answer of ALL) expectOne(print({ ...envelopeOf(answer), code: answer.code }), answer)
  })

  test('the application may add keys of its own', () => {
    for (const answer of ALL)
      expectOne(print({ attempt: 2, ...envelopeOf(answer), hint: 'retry' }), answer)
  })

  test('other text may be glued to it', () => {
    for (const answer of ALL) {
      const text = print(envelopeOf(answer))
      for (const glued of [`x=${text}`, `cloud:${text}root@box:~# `, `(${text})`, `<${text}>`])
        expectOne(glued, answer)
    }
  })

  test('it may stand in an envelope of the application that says otherwise', () => {
    for (const answer of ALL) {
      const inner = print(envelopeOf(answer))
      if (inner.includes('\n')) continue
      expectOne(`{"success":true,"message":"handled","data":{"cloud":${inner}}}`, answer)
    }
  })

  test('a second answer on the line is another', () => {
    const [one = UNKNOWN, other = UNKNOWN] = ALL
    const second = { ...envelopeOf(other), tid: `a${TID.slice(1)}` }
    const text = `${print(envelopeOf(one))} then ${print(second)}`
    expect(readThrough(`${text}\n`).responses.map(({ code }) => code)).toEqual([
      one.code,
      other.code,
    ])
  })

  test(`whoever shares a log redacts it (${name})`, () => {
    for (const answer of NUMBERED) {
      for (const mask of ['***', '[REDACTED]', 'xxxxx', '']) {
        const masked = { ...envelopeOf(answer), t: mask, tid: mask }
        expectOne(print(masked), { code: answer.code, message: answer.message })
      }
    }
  })
})

describe('JSON', () => {
  test.for<[string, (envelope: Envelope) => string]>([
    ['blanks behind commas and colons', (e) => json(e).replace(/([:,])"/g, '$1 "')],
    ['blanks before colons', (e) => indented(e).replaceAll('":', '" :')],
    ['an indent of four', (e) => JSON.stringify(e, null, 4)],
    ['an indent of a tab', (e) => JSON.stringify(e, null, '\t')],
    ['blanks within the brackets', (e) => json(e).replace('{', '{ ').replace('}', ' }')],
    ['English quotes', (e) => json(e).replace(/"([^"]*)"/g, '“$1”')],
    ['German quotes', (e) => json(e).replace(/"([^"]*)"/g, '„$1“')],
    ['French quotes', (e) => json(e).replace(/"([^"]*)"/g, '«$1»')],
    ['HTML entities', (e) => json(e).replaceAll('"', '&quot;')],
    ['numeric HTML entities', (e) => json(e).replaceAll('"', '&#34;')],
    ['URL encoding', (e) => `answer=${encodeURIComponent(json(e))}`],
    ['quotes as nginx writes them', (e) => json(e).replaceAll('"', '\\x22')],
    ['quotes as character numbers', (e) => json(e).replaceAll('"', '\\u0022')],
    ['letters as character numbers', (e) => json(e).replace(/[^\x20-\x7e]/g, numbered)],
    ['in a string', (e) => JSON.stringify({ level: 'error', body: json(e) })],
    ['in a string in a string', (e) => JSON.stringify({ log: JSON.stringify({ body: json(e) }) })],
    ['indented, in a string', (e) => JSON.stringify({ msg: `Response: ${indented(e)}` })],
    ['in a string of Python', (e) => `{'body': '${json(e).replaceAll("'", "\\'")}'}`],
    ['as bytes of Python', (e) => `b'${json(e).replaceAll("'", "\\'")}'`],
    ['in a string of Java', (e) => `Answer(status=200, body=${json(e)})`],
    ['with slashes escaped', (e) => json(e).replaceAll('/', '\\/')],
    ['behind a status line', (e) => `HTTP/1.1 200 OK ${json(e)}`],
  ])('%s', ([, print]) => {
    for (const answer of ALL)
      expectOne(print(envelopeOf(answer)), { code: answer.code, t: answer.t })
    for (const answer of NUMBERED) expectOne(print(envelopeOf(answer)), { message: answer.message })
  })

  test('cut off anywhere behind its message', () => {
    for (const answer of NUMBERED) {
      const text = json(envelopeOf(answer))
      for (let end = text.indexOf(',"success"'); end < text.length; end++)
        expectOne(text.slice(0, end), { code: answer.code })
    }
  })

  test('cut off at its beginning, anywhere before the code', () => {
    for (const answer of NUMBERED) {
      const { code, ...rest } = envelopeOf(answer)
      const text = json({ ...rest, code })
      for (let start = 0; start < text.indexOf('"msg"'); start++)
        expectOne(`…${text.slice(start)}`, { code: answer.code })
    }
  })
})

function permutations<T>(items: readonly T[]): readonly (readonly T[])[] {
  if (items.length < 2) return [items]
  return items.flatMap((item, at) =>
    permutations(items.toSpliced(at, 1)).map((rest) => [item, ...rest]),
  )
}

function numbered(char: string): string {
  return `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`
}
