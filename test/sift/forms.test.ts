import { describe, expect, test } from 'vitest'
import { createSift } from '../../src/sift/sift.ts'
import { FORM_AGAIN, FORM_NONE } from '../../src/types/sift.ts'

const { find, forms } = createSift(65_536)

const TID = '5be9d0c2154111f19c3d0242ac120002'
const OTHER = '6ce9d0c2154111f19c3d0242ac120aaf'

/** The form of a line that stands alone in a chunk. */
function formOf(line: string): number {
  const bytes = Buffer.from(line)
  find(bytes)
  return forms.of(0, bytes.length)
}

/** The form of a line that is seen often. */
function learnt(line: string): number {
  formOf(line)
  const form = formOf(line)
  return form === FORM_AGAIN ? forms.learn() : form
}

describe('one form', () => {
  test.for([
    ['2026-03-01T10:00:00.123Z x', '2026-03-01T23:59:59.001Z x', 'clocks'],
    ['[3/1/2026, 9:00:00 AM] y', '[3/1/2026, 8:59:59 AM] y', 'clocks with an hour of one digit'],
    ['2026-03-01 10:00:00,123 x', '2026-03-01 11:00:00,456 x', 'milliseconds behind a comma'],
    ['01/Mar/2026:10:00:00 +0000', '01/Mar/2026:11:12:13 +0000', 'clocks of access logs'],
    ['"t":1772352000123,', '"t":1799999999999,', 'milliseconds of an epoch'],
    [`{"tid":"${TID}"}`, `{"tid":"${OTHER}"}`, 'trace ids'],
    [`{\\"tid\\":\\"${TID}\\"}`, `{\\"tid\\":\\"${OTHER}\\"}`, 'trace ids in escaped quotes'],
    [`tid=${TID})`, `tid=${OTHER})`, 'trace ids without quotes'],
    [`${TID} ${TID}`, `${OTHER} ${OTHER}`, 'the same trace id twice'],
    ['/devices/bf3a1b2c4d5e6f7a8b9c0d/x', '/devices/bfzz1b2c4d5e6f7a8b9czz/x', 'devices in a path'],
    ["'devId': 'bf129bo130294hj5g3owds'", "'devId': 'kk129bo130294hj5g3owdx'", 'devices'],
    ['(request 160883)', '(request 999999)', 'numbers of requests'],
    ['app[12345]: x', 'app[54321]: x', 'numbers of processes'],
    ['12345 12345 1234567', '23456 23456 7654321', 'the same number twice'],
  ] as const)('%s and %s: %s', ([line, other]) => {
    const form = learnt(line)
    expect(formOf(line)).toBe(form)
    expect(formOf(other)).toBe(form)
  })
})

describe('two forms', () => {
  test.for([
    ['code 1010', 'code 1106', 'other numbers'],
    ['code 28841004', 'code 28841105', 'long numbers'],
    ['id=012345', 'id=012346', 'a number that begins with 0'],
    ['id=12345', 'id=123456', 'a number of another length'],
    ['id=-12345', 'id=-12346', 'a number with a sign'],
    ['id=12345.5', 'id=12346.5', 'a number with a fraction and another'],
    ['12345: x', '12346: x', 'a number as a key'],
    ['12345 12345', '12345 12346', 'the same number or another'],
    ['11111 22222 33333 44444', '11111 22222 33333 44445', 'the fourth number'],
    ['2026-03-01T10:00:00Z', '2026-03-02T10:00:00Z', 'other days'],
    ['a 10:00:00.123', 'a 10:00:00.1234', 'a fraction of another length'],
    ['b 10:00:00,1234', 'b 10:00:00,1235', 'four digits behind a comma may be a code'],
    ['10:00:00:', '10:00:01:', 'an address'],
    ['c 110:00:00', 'c 110:00:01', 'no clock'],
    ['"t":1772352000123,', '"t":1872352000123,', 'another year'],
    ['"t":2772352000123,', '"t":2772352000124,', 'a number that is no time of the cloud'],
    ['"t":1772352000123.5', '"t":1772352000124.5', 'a number with a fraction'],
    ['t1772352000123', 't1772352000124', 'a part of a word'],
    [`x${TID}`, `x${OTHER}`, 'hexadecimal digits in a longer word'],
    [`${TID}: 1`, `${OTHER}: 1`, 'a key'],
    [`${TID} = 1`, `${OTHER} = 1`, 'a key before a blank'],
    [`%${TID}`, `%${OTHER}`, 'behind a percent sign'],
    [`${TID} ${TID}`, `${TID} ${OTHER}`, 'the same trace id or another'],
    [`"${TID}"`, `"a${OTHER.slice(1)}"`, 'a trace id that begins with a letter'],
    ['"12345678901234567890123456789012"', '"12345678901234567890123456789013"', 'digits alone'],
    ['/bf3a1b2c4d5e6f7a8b9c0d/x', '/bftuya2c4d5e6f7a8b9c0d/x', 'an id that says tuya'],
    ['/bf3a1b2c4d5e6f7a8b9c0d/y', '/bfcode2c4d5e6f7a8b9c0d/y', 'an id that says code'],
    ['"abcdefghijklmnopqrstuv"', '"abcdefghijklmnopqrstuw"', 'letters alone'],
  ] as const)('%s and %s: %s', ([line, other]) => {
    const form = learnt(line)
    expect(formOf(other)).not.toBe(form)
  })
})

test.for([
  ['with a byte that stands for a blank', 'a\u0001b 10:00:00'],
  ['longer than 4,096 bytes', `"t":1772352000123,${'x'.repeat(4_096)}`],
  ['with five trace ids', [1, 2, 3, 4, 5].map((n) => `"${n}${TID.slice(1)}"`).join()],
] as const)('a line %s has no form', ([, line]) => {
  expect(formOf(line)).toBe(FORM_NONE)
  expect(formOf(line)).toBe(FORM_NONE)
})

test('a line that is seen for the first time has no number', () => {
  expect(formOf('never before 10:00:00')).toBe(FORM_NONE)
  expect(formOf('never before 10:00:01')).toBe(FORM_AGAIN)
})

test('the blanked line says where which words stood', () => {
  const line = `10:00:00 "${TID}" 1772352000123 "${TID}"`
  formOf(line)
  const tid = '\u000e'.repeat(32)
  const blanked = `\u0005\u0005:\u0005\u0005:\u0005\u0005 "${tid}" 17${'\u0001'.repeat(11)} "${tid}"`
  expect(Buffer.from(forms.blanked(line.length)).toString()).toBe(blanked)
})

test('when there is no room for another form, all are forgotten and a new generation begins', () => {
  const { generation } = forms
  const line = (n: number) => `form ${n} ${'x'.repeat(1_000)}`
  for (let n = 0; forms.generation === generation; n++) learnt(line(n))
  expect(formOf(line(0))).not.toBe(0)
  const last = learnt(line(-1))
  expect(formOf(line(-1))).toBe(last)
})
