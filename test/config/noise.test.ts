import { expect, test } from 'vitest'
import { loadConfig } from '../../src/config/load.ts'
import { readSilence } from '../../src/config/read-silence.ts'
import { DEFAULT_NOISE, type Noise } from '../../src/types/noise.ts'
import { HOUR } from '../../src/types/time.ts'
import { machine } from './machine.ts'

function noiseOf(text: string): Noise | string {
  const file = { file: 'c.yaml', text: `logs: [{ path: /a.log }]\n${text}` }
  const checked = loadConfig(file, machine({ timezone: 'Europe/Berlin' }))
  return checked.ok ? checked.value.noise : checked.problems.map(({ message }) => message).join()
}

test('without a word the default tree and the default limit hold', () => {
  expect(noiseOf('')).toEqual(DEFAULT_NOISE)
  expect(noiseOf('inhibit: default')).toEqual(DEFAULT_NOISE)
})

test.for<{ text: string; noise: Partial<Noise> }>([
  { text: 'inhibit: none', noise: { inhibit: [] } },
  {
    text: 'inhibit: [{ source: { rule: a }, target: { code: 2001 } }]',
    noise: {
      inhibit: [{ source: { rule: ['a'] }, target: { code: ['2001'] }, equal: ['project'] }],
    },
  },
  { text: 'mail_limit: { per_hour: 3 }', noise: { mailLimit: { perHour: 3, perDay: 60 } } },
  {
    text: 'quiet_hours: { from: "22:30", to: "07:00" }',
    noise: { quietHours: { from: 1350, to: 420, timezone: 'Europe/Berlin' } },
  },
  {
    text: 'silences: [{ match: { severity: info }, until: 2026-11-21T06:00Z, reason: works }]',
    noise: {
      silences: [
        {
          id: 'configuration-1',
          match: { severity: ['info'] },
          from: 0,
          until: Date.UTC(2026, 10, 21, 6),
          reason: 'works',
        },
      ],
    },
  },
])('$text', ({ text, noise }) => {
  expect(noiseOf(text)).toEqual({ ...DEFAULT_NOISE, ...noise })
})

test.for([
  { text: 'quiet_hours: { from: "22:00", to: "22:00" }', says: 'an end that is not the start' },
  { text: 'quiet_hours: { from: "25:00", to: "07:00" }', says: 'a time of day' },
  { text: 'mail_limit: { per_hour: 0 }', says: '1' },
  { text: 'silences: [{ match: { category: auth } }]', says: 'expected' },
  {
    text: 'silences: [{ match: { message: x }, until: 2026-11-21 }]',
    says: 'unknown key "message"',
  },
])('$text is wrong', ({ text, says }) => {
  expect(noiseOf(text)).toContain(says)
})

const NOW = Date.UTC(2026, 10, 24, 12)

test.for([
  { glob: 'a'.repeat(60_000), why: 'too long for an expression' },
  { glob: '*a'.repeat(9), why: 'a power of the text for each star' },
  { glob: '*(*a)b', why: 'stars within stars' },
  { glob: '{a,a}'.repeat(9), why: 'twice the time for each choice' },
])('no glob may stop the daemon: $why', ({ glob }) => {
  for (const key of ['rule', 'source', 'project', 'path'])
    expect(readSilence({ match: { [key]: glob }, until: '2026-11-24T13:00Z' }, NOW)).toMatchObject({
      ok: false,
      problems: [expect.stringContaining(`match.${key}: expected`)],
    })
})

test('a glob of each sort may be matched', () => {
  const path = ['/v1.0/*/functions/*/x*', '/v2.0/**', 'a?[bc]', '{a,b*}-(c)', '!d*']
  expect(readSilence({ match: { path }, until: '2026-11-24T13:00Z' }, NOW).ok).toBe(true)
})

test.for([
  { form: { match: { code: ['1'] }, until: '2026-11-24T13:00Z' }, says: undefined },
  {
    form: { match: { code: ['1'] }, until: '2026-11-24T12:00Z' },
    says: 'until: expected a time after',
  },
  { form: { match: {}, until: '2026-11-24T13:00Z' }, says: 'this would silence everything' },
  { form: { match: { code: ['1'] } }, says: 'until' },
  { form: 'nonsense', says: 'expected' },
])('a silence by API: $says', ({ form, says }) => {
  const read = readSilence(form, NOW)
  if (says !== undefined) expect(!read.ok && read.problems.join()).toContain(says)
  else expect(read).toMatchObject({ ok: true, value: { from: NOW, until: NOW + HOUR } })
})
