import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { compiledCatalog } from '../../scripts/catalog.ts'
import { builtinCatalog } from '../../src/catalog/builtin.ts'

test('the compiled catalog is the one that its files make', () => {
  expect(readFileSync('catalog/compiled.json', 'utf8')).toBe(compiledCatalog())
})

test('it answers without its files being read', () => {
  expect(builtinCatalog().find('1106')?.category).toBe('permission')
  expect(builtinCatalog().findByMessage('token invalid')[0]?.code).toBe('1010')
})
