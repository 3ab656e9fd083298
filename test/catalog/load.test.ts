import { expect, test } from 'vitest'
import { builtinCatalogFiles } from '../../src/catalog/builtin.ts'
import { loadCatalog } from '../../src/catalog/load.ts'

const ENTRY = `
  - code: 777001
    messages: [out of tea]
    category: platform
    scope: project
    severity: info
    retryable: true
    who: butler
    meaning: There is no tea.
    advice: [Put the kettle on.]
`

test('a user file adds entries', () => {
  const catalog = load(`entries:${ENTRY}`)
  expect(catalog.find('777001')).toMatchObject({
    who: 'butler',
    kind: 'platform',
    source: 'ours.yaml',
    link: expect.stringContaining('https://developer.tuya.com/'),
  })
  expect(catalog.find('1010')).toBeDefined()
})

test('a user file replaces the meaning that has the same code and the same when, and no other', () => {
  const ours = ENTRY.replace('777001', '2007')
  expect(load(`entries:${ours}`).find('2007')?.who).toBe('butler')
  expect(load(`entries:${ours}`).find('2007', 'IP cross-region')?.who).toBe('project owner')
  const when = ours.replace(
    'messages',
    'when: { message: cross-region, path: [v1.0/token, login] }\n    messages',
  )
  expect(load(`entries:${when}`).find('2007', 'IP cross-region')?.who).toBe('butler')
  expect(load(`entries:${when}`).entries).toHaveLength(load('entries: []').entries.length)
})

test('a code may be digits, signed digits or a word', () => {
  for (const code of ['777001', '-777001', 'OUT_OF_TEA', '"0777"']) {
    const catalog = load(`entries:${ENTRY.replace('777001', code)}`)
    expect(catalog.find(code.replaceAll('"', ''))?.who).toBe('butler')
  }
})

test.for([
  {
    from: 'platform',
    to: 'platfrom',
    problem:
      '4:15 entries.0.category: expected one of auth, quota_billing, rate_limit, device_offline, permission, region, device_state, parameter, not_found, conflict, unsupported, platform, got "platfrom"; did you mean platform?',
  },
  {
    from: 'platform',
    to: 'auth',
    problem:
      '2:5 entries.0.kind: expected one of auth_token, auth_credentials, signature for auth, got nothing',
  },
  {
    from: 'platform',
    to: 'region\n    kind: quota',
    problem: '5:11 entries.0.kind: expected one of network_region for region, got quota',
  },
  {
    from: 'retryable',
    to: 'retriable',
    problem: '7:5 entries.0.retriable: unknown key "retriable"; did you mean retryable?',
  },
  {
    from: '[out of tea]',
    to: '[]',
    problem: '3:15 entries.0.messages.0: expected text, got nothing',
  },
  { from: 'who: butler', to: '', problem: '2:5 entries.0.who: expected text, got nothing' },
  {
    from: 'who',
    to: 'when: {}\n    who',
    problem: '8:11 entries.0.when: expected a message, a path or both, got neither',
  },
  {
    from: '777001',
    to: '7.5',
    problem: '2:11 entries.0.code: expected a whole number or text, got a number',
  },
])('$from -> $to: $problem', ({ from, to, problem }) => {
  expect(problemsOf(`entries:${ENTRY.replace(from, to)}`)).toContain(problem)
})

test('a second meaning of a code must differ in its when', () => {
  expect(problemsOf(`entries:${ENTRY}${ENTRY}`)).toEqual([
    '12:11 entries.1.code: code 777001 stands above already: a second meaning needs another when',
  ])
})

test('problems of all files come together, each with its file', () => {
  const loaded = loadCatalog([
    { file: 'a.yaml', text: 'entries: 5' },
    { file: 'b.yaml', text: 'entires: []' },
  ])
  expect(loaded.ok ? [] : loaded.problems.map(({ file, path }) => `${file} ${path}`)).toEqual([
    'a.yaml entries',
    'b.yaml entries',
    'b.yaml entires',
  ])
})

function load(text: string) {
  const loaded = loadCatalog([...builtinCatalogFiles(), { file: '/etc/ours.yaml', text }])
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems))
  return loaded.value
}

function problemsOf(text: string): string[] {
  const loaded = loadCatalog([{ file: 'ours.yaml', text }])
  if (loaded.ok) return []
  return loaded.problems.map(
    ({ line, column, path, message }) => `${line}:${column} ${path}: ${message}`,
  )
}
