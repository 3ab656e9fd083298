import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { configurationPage } from '../../scripts/configuration-page.ts'

test('the page of the configuration is the one that the schema makes (npm run build:docs)', () => {
  expect(readFileSync('docs/configuration.md', 'utf8')).toBe(configurationPage())
})

test('every key on it says what it does', () => {
  for (const line of configurationPage().split('\n'))
    if (line.startsWith('| `')) expect(line).toMatch(/\| \S.*\| \S.*\|$/)
})
