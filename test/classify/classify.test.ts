import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { builtinCatalogFiles } from '../../src/catalog/builtin.ts'
import { loadCatalog } from '../../src/catalog/load.ts'
import { classify } from '../../src/classify/classify.ts'
import { timeOfTid } from '../../src/classify/tid.ts'
import type { Response } from '../../src/types/record.ts'
import { HOUR, MINUTE, SECOND } from '../../src/types/time.ts'

const loaded = loadCatalog(builtinCatalogFiles())
if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems))
const catalog = loaded.value

const ARRIVED = Date.UTC(2026, 10, 24, 10)
const T = ARRIVED - 3 * SECOND
/** Made for these tests: version 1, of the moment in the comment. */
const TID = tidOf(T - 20)

const answer: Response = {
  success: false,
  code: '1010',
  message: 'token invalid',
  shape: 'json',
  evidence: ['envelope'],
  start: 120,
  line: 4,
  offset: 160,
  echo: false,
  text: '{"code":1010,"msg":"token invalid","success":false}',
}

describe('the meaning', () => {
  test('of a known code is the one of the catalog', () => {
    expect(eventOf({})).toMatchObject({
      ...{ success: false, code: '1010', message: 'token invalid', known: true },
      ...{ category: 'auth', kind: 'auth_token', severity: 'warning', scope: 'project' },
      ...{ file: 7, source: 'billing', project: 'eu', start: 120, line: 4, offset: 160 },
    })
  })

  test.for([
    {
      code: '2007',
      message: 'your ip(203.0.113.7) cross-region access is not allowed',
      kind: 'network_region',
    },
    { code: '2007', message: 'device token expired', kind: 'auth_token' },
    { code: '2007', path: '/v1.0/token?grant_type=1', kind: 'network_region' },
    { code: '-9999999', message: 'sign invalid', kind: 'auth_token' },
  ])('of $code is $kind with "$message" on "$path"', ({ kind, ...given }) => {
    expect(eventOf({ ...given, message: given.message ?? '' })).toMatchObject({ kind, known: true })
  })

  test('of an unknown code is a warning of an unknown kind', () => {
    expect(eventOf({ code: '99999999' })).toMatchObject({
      ...{ code: '99999999', category: 'unknown', kind: 'unknown' },
      ...{ severity: 'warning', scope: 'project', known: false },
    })
  })

  test.for([
    { message: 'No permissions. Your quota of Trial Edition is used up.', code: '28841004' },
    { message: 'something else', code: 'none' },
  ])('of "$message" without a code is that of $code', ({ message, code }) => {
    const { code: _, ...withoutCode } = answer
    expect(classify({ ...withoutCode, message }, where, catalog, ARRIVED, LIVE)).toMatchObject({
      code,
    })
  })

  test('a success has none', () => {
    const event = eventOf({ success: true })
    expect(event.success).toBe(true)
    expect(event).not.toHaveProperty('category')
  })
})

describe('the time', () => {
  test.for([
    { given: { t: T, tid: TID, lineTime: T - 5 }, at: T, atFrom: 't', why: 'the answer says it' },
    { given: { tid: TID, lineTime: T - 5 }, at: T - 20, atFrom: 'tid', why: 'the tid holds it' },
    {
      given: { tid: 'e'.repeat(32), lineTime: T - 5 },
      at: T - 5,
      atFrom: 'line',
      why: 'no time in the tid',
    },
    { given: { lineTime: T - HOUR }, at: T - HOUR, atFrom: 'line', why: 'a backlog' },
    { given: {}, at: ARRIVED, atFrom: 'arrival', why: 'nothing else is known' },
    {
      given: { t: 1_700_000_000, lineTime: T },
      at: T,
      atFrom: 'line',
      why: 't is in seconds: 1970',
    },
    { given: { t: T + HOUR, tid: TID }, at: T - 20, atFrom: 'tid', why: 't is too far ahead' },
    { given: { t: Date.UTC(2015) - 1 }, at: ARRIVED, atFrom: 'arrival', why: 'before 2015' },
    { given: { t: Date.UTC(2015) }, at: Date.UTC(2015), atFrom: 't', why: '2015 has begun' },
    {
      given: { t: ARRIVED + 10 * MINUTE },
      at: ARRIVED,
      atFrom: 'clamped',
      why: 'a clock may be ahead',
    },
    {
      given: { t: ARRIVED + 10 * MINUTE + 1 },
      at: ARRIVED,
      atFrom: 'arrival',
      why: 'not that far',
    },
  ])('is from $atFrom: $why', ({ given, at, atFrom }) => {
    expect(eventOf(given)).toMatchObject({ at, atFrom, arrived: ARRIVED })
  })

  test('of an old log is not held back by the arrival', () => {
    const event = classify({ ...answer, t: ARRIVED + MINUTE }, where, catalog, ARRIVED, {
      live: false,
    })
    expect(event).toMatchObject({ at: ARRIVED + MINUTE, atFrom: 't' })
  })

  /** The example of RFC 9562, appendix A.1: 22 February 2022, 14:22:22 at UTC-5. */
  test('of a tid is the moment in which it was made', () => {
    const moment = Date.UTC(2022, 1, 22, 19, 22, 22)
    expect(timeOfTid('c232ab00941411ecb3c89f6bdeced846')).toBe(moment)
    expect(timeOfTid('C232AB00-9414-11EC-B3C8-9F6BDECED846')).toBe(moment)
    expect(timeOfTid('c232ab00941441ecb3c89f6bdeced846')).toBeUndefined()
    expect(timeOfTid('')).toBeUndefined()
  })

  test('of a tid comes back from every millisecond', () => {
    fc.assert(
      fc.property(fc.integer({ min: Date.UTC(2015), max: Date.UTC(2100) }), (at) => {
        expect(timeOfTid(tidOf(at))).toBe(at)
      }),
    )
  })
})

describe('the identities', () => {
  const hashesOf = (given: Partial<Response>) => eventOf(given).identities.map(({ hash }) => hash)

  test('are all that the answer can be recognised by', () => {
    const by = (given: Partial<Response>) =>
      eventOf(given).identities.map((identity) => identity.by)
    expect(by({ t: T, tid: TID })).toEqual(['tid', 'code_t'])
    expect(by({ tid: TID })).toEqual(['tid'])
    expect(by({ t: T })).toEqual(['code_t'])
    expect(by({})).toEqual([])
  })

  test('are the same in whatever shape the answer is logged', () => {
    const printed = {
      shape: 'python_dict',
      line: 9,
      start: 900,
      text: 'other',
      message: '',
    } as const
    expect(hashesOf({ t: T, tid: TID, ...printed })).toEqual(hashesOf({ t: T, tid: TID }))
    expect(hashesOf({ tid: TID.toUpperCase() })).toEqual(hashesOf({ tid: TID }))
  })

  test('differ with code, time and tid', () => {
    const all = [
      ...hashesOf({ t: T, tid: TID }),
      ...hashesOf({ t: T + 1, tid: tidOf(T) }),
      ...hashesOf({ t: T, code: '1011' }),
      ...hashesOf({ t: T, success: true, code: '' }),
    ]
    expect(new Set(all).size).toBe(all.length)
  })

  test('fit into an integer of SQLite', () => {
    for (const hash of hashesOf({ t: T, tid: TID })) {
      expect(hash >= 0n && hash < 2n ** 63n).toBe(true)
    }
  })
})

test('no secret passes: sample, message and path are redacted', () => {
  const secret = 'k4Jd92Lq'
  const event = eventOf({
    path: `/v1.0/token/${secret}`,
    message: `sign: ${secret}`,
    text: `{"access_token":"${secret}","code":1010}`,
  })
  expect(
    JSON.stringify(event, (_, value) => (typeof value === 'bigint' ? `${value}` : value)),
  ).not.toContain(secret)
  expect(event.sample).toContain('"code":1010')
})

const where = { file: 7, source: 'billing', project: 'eu' }
const LIVE = { live: true }

function eventOf(given: Partial<Response>) {
  return classify({ ...answer, ...given }, where, catalog, ARRIVED, LIVE)
}

/** A version-1 UUID without dashes, RFC 9562. */
function tidOf(at: number): string {
  const hex = (BigInt(at + 12_219_292_800_000) * 10_000n).toString(16).padStart(15, '0')
  return `${hex.slice(7)}${hex.slice(3, 7)}1${hex.slice(0, 3)}afb0ea79ca261ada`
}
