import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { builtinCatalogFiles } from '../../src/catalog/builtin.ts'
import { loadCatalog } from '../../src/catalog/load.ts'

/** Facts of Tuya's table of 2024-07-22, one row a code, with the category, kind, scope and so on that we give it. */
const ROWS = readFileSync(new URL('table.tsv', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => {
    const [code = '', section, message = '', ...facts] = line.split('\t')
    const [category, kind, scope, severity, retryable] = facts
    return { code, section, message, category, kind, scope, severity, retryable }
  })

/** Where the catalog knows better than the sheet that the table was first sorted by. */
const DEVIATIONS: Readonly<Record<string, { readonly is: object; readonly because: string }>> = {
  '1107 code invalid': {
    is: { scope: 'call' },
    because: 'an authorisation code belongs to one user: the calls of others show nothing of it',
  },
}

const loaded = loadCatalog(builtinCatalogFiles())
if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems, undefined, 2))
const catalog = loaded.value

test('the table has 141 rows with 140 codes', () => {
  expect(ROWS).toHaveLength(141)
  expect(new Set(ROWS.map(({ code }) => code)).size).toBe(140)
})

test.for(ROWS)('$code "$message" is in the catalog', (row) => {
  const entry = catalog.find(row.code, row.message)
  expect(entry?.messages[0]).toBe(row.message)
  const { category, kind, scope, severity, retryable } = row
  expect(entry).toMatchObject({
    ...{ category, kind, scope, severity, retryable: retryable === 'yes', source: 'table' },
    ...DEVIATIONS[`${row.code} ${row.message}`]?.is,
  })
})

test('the section of a row is the file in which it stands', () => {
  const FILES = { system: 'system', iot_core: 'iot-core', business: 'business' }
  for (const [section, name] of Object.entries(FILES)) {
    const text = builtinCatalogFiles().find(({ file }) => file === `catalog/${name}.yaml`)?.text
    for (const { code } of ROWS.filter((row) => row.section === section)) {
      expect(text).toContain(`- code: ${code}\n`)
    }
  }
})

test('an entry beyond the table says where it is known from', () => {
  const known = new Set(ROWS.map(({ code }) => code))
  const beyond = catalog.entries.filter(({ code }) => !known.has(code))
  expect(beyond.length).toBeGreaterThan(80)
  expect(beyond.filter(({ source }) => source === 'table')).toEqual([])
})

test.for(catalog.entries)('$code "$messages.0" has words of its own', (entry) => {
  const texts = [entry.meaning, ...entry.advice]
  for (const text of texts) expect(text).toMatch(/^\S.{14,}[.?!]$/s)
  expect(new Set(texts).size).toBe(texts.length)
  expect(entry.who).toMatch(/^[A-Za-z ]{4,40}$/)
  expect(entry.link).toMatch(/^https:\/\/developer\.tuya\.com\//)
})

test('no two entries are explained in the same words', () => {
  const meanings = catalog.entries.map(({ meaning }) => meaning)
  expect(meanings.filter((meaning, i) => meanings.indexOf(meaning) !== i)).toEqual([])
})

test('what a person must act on at once is critical, what passes by itself is not', () => {
  const critical = catalog.entries.filter(({ severity }) => severity === 'critical')
  expect(critical.filter(({ who }) => who === 'nobody' || who === 'application')).toEqual([])
  expect(critical.filter(({ retryable }) => retryable)).toEqual([])
})
