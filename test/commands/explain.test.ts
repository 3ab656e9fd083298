import { describe, expect, test } from 'vitest'
import { builtinCatalogFiles } from '../../src/catalog/builtin.ts'
import { loadCatalog } from '../../src/catalog/load.ts'
import { explainCode } from '../../src/commands/explain-code.ts'
import { explainLine } from '../../src/commands/explain-line.ts'
import { explainMessage } from '../../src/commands/explain-message.ts'
import { buildRules } from '../../src/config/build-rule.ts'
import { DEFAULT_RULES } from '../../src/config/default-rules.ts'
import { ruleSchema } from '../../src/config/schema-rules.ts'
import { scanStages } from '../../src/scan/stages.ts'

const loaded = loadCatalog(builtinCatalogFiles())
if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems))
const catalog = loaded.value

const style = {
  columns: 100,
  paint: (_: string, text: string) => text,
  rules: buildRules(
    DEFAULT_RULES.map(({ rule }) => ruleSchema.parse(rule)),
    [],
  ),
}

describe('a code', () => {
  test('28841004 is explained as a colleague would', () => {
    const answer = joined(explainCode(catalog, '28841004', style))
    for (const part of [
      '28841004 Trial Edition quota is exhausted',
      'monthly, counted from the day of the subscription',
      'Who must act: account owner and developer',
      'Look at the polling interval',
      'Retrying the same call does not help.',
      'The default rule quota-or-billing fires on',
      'No permissions. Your quota of Trial Edition is used up.',
      'https://developer.tuya.com/',
    ]) {
      expect(answer).toContain(part)
    }
  })

  test('with two meanings has both, and what tells them apart', () => {
    const answer = joined(explainCode(catalog, '2007', style))
    expect(answer).toMatch(
      /2 meanings.*device token expired.*IP cross-region.*where the message says/s,
    )
  })

  test('that shares its text says with which', () => {
    expect(explainCode(catalog, '28841101', style)).toContain('The same text comes with: 28841106')
  })

  test.for([
    { code: '28841005', near: '28841004', why: 'one digit off' },
    { code: '10013', near: '1001', why: 'a key that bounced' },
    { code: '40001999', near: '40001902', why: 'the same family' },
    { code: 'USERCODE_INCORECT', near: 'USERCODE_INCORRECT', why: 'a letter is missing' },
    { code: 'usercode_incorrect', near: 'USERCODE_INCORRECT', why: 'another case' },
  ])('$code is unknown, but $near is near: $why', ({ code, near }) => {
    const answer = explainCode(catalog, code, style)
    expect(answer).toContain(`${code} is not in the catalog.`)
    expect(answer).toContain(`near it: ${near} `)
    expect(answer).toContain('category unknown')
  })

  test.for(catalog.entries)('$code fits the page', ({ code }) => {
    const lines = explainCode(catalog, code, { ...style, columns: 60 }).split('\n')
    const broad = lines.filter((line) => line.length > 60 && line.trim().split(/\s+/).length > 2)
    expect(broad.filter((line) => !line.startsWith(code))).toEqual([])
  })
})

describe('a message', () => {
  test('of one code is explained like the code', () => {
    expect(explainMessage(catalog, 'Request time is invalid.', style)).toBe(
      explainCode(catalog, '1013', style),
    )
  })

  test('of several codes names them all', () => {
    const answer = explainMessage(catalog, 'Token invalid', style)
    for (const code of ['1010', '1011', '1400']) expect(answer).toContain(`  ${code}  `)
  })
})

describe('a line', () => {
  const now = Date.UTC(2026, 10, 24, 10)
  const stages = scanStages(catalog, { directory: '/', timezone: 'UTC', now })
  const explained = (line: string) => joined(explainLine(catalog, line, stages, style))

  test('with an answer shows what is extracted, why, and what it means', () => {
    const line = `ERROR {"code":1010,"msg":"token invalid","success":false,"t":${now - 5_000},"access_token":"k4Jd92Lq"}`
    const answer = explained(line)
    for (const part of [
      'Found 1 answer',
      'code 1010',
      'message token invalid',
      '2026-11-24 09:59:55 UTC, from the answer’s t',
      'the cloud sends this message with this code',
      'Who must act: application',
    ]) {
      expect(answer).toContain(part)
    }
    expect(answer).not.toContain('k4Jd92Lq')
  })

  test('with a success has nothing to act on', () => {
    const line = `{"result":true,"success":true,"t":${now},"tid":"c232ab00941411ecb3c89f6bdeced846"}`
    expect(explained(line)).toContain('result success')
    expect(explained(line)).not.toContain('Who must act')
  })

  test('with an unknown code says what to do about it', () => {
    const line = `tuya {"code":99999999,"msg":"odd","success":false,"t":${now}}`
    expect(explained(line)).toContain('99999999 is not in the catalog.')
  })

  test.for([
    { line: 'tuya_connector ERROR Response error: code=404, content=x', reason: 'http_status' },
    { line: '{"code":"switch_1","value":true}', reason: 'data_point' },
  ])('$line is refused for $reason', ({ line, reason }) => {
    const answer = explained(line)
    expect(answer).toContain('Found no answer')
    expect(answer).toContain(`(${reason})`)
  })

  test('with nothing of the kind says so', () => {
    expect(explained('GET /index.html 200')).toContain('Found nothing that could be an answer')
  })
})

/** Without the line breaks, so that a test does not hang on the width. */
function joined(text: string): string {
  return text.replace(/\s+/g, ' ')
}
