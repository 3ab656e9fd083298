import { globSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { DEFAULT_RULE_NAMES, DEFAULT_RULES } from '../../src/config/default-rules.ts'

const SECTIONS = ['What it means', 'Why this threshold', 'What to do', 'How to tune']

test('every default rule has a page, and no page is left of one that is gone', () => {
  const pages = globSync('docs/rules/*.md').map((page) => basename(page, '.md'))
  expect(pages.sort()).toEqual([...DEFAULT_RULE_NAMES, 'README'].sort())
})

test.for(DEFAULT_RULES)(
  'the page of $rule.name shows the rule as it is, and says what, why and how',
  ({ rule }) => {
    const page = readFileSync(`docs/rules/${rule.name}.md`, 'utf8')
    const [, yaml = ''] = /```yaml\n(.*?)```/s.exec(page) ?? []
    expect(parse(yaml)).toEqual(rule)
    expect([...page.matchAll(/^## (.*)$/gm)].map(([, title]) => title)).toEqual(SECTIONS)
  },
)

test('the overview links to each of them', () => {
  const overview = readFileSync('docs/rules/README.md', 'utf8')
  for (const name of DEFAULT_RULE_NAMES) expect(overview).toContain(`- [${name}](${name}.md): `)
})
