import { globSync, readFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { expect, test } from 'vitest'

/** The folders of the data path. Each knows the types between the stages, not the other stages. */
const STAGES = [
  'tail',
  'sift',
  'frame',
  'extract',
  'recall',
  'classify',
  'count',
  'evaluate',
  'dispatch',
  'notify',
  'config',
  'catalog',
  'store',
  'export',
  'metrics',
  'web',
]

/** Folders that anybody may use: they know nothing of the job. */
const SHARED = ['types', 'text', 'yaml', 'hash', 'decompress']

/** Stages that compute and nothing else: the world comes in as arguments. */
const PURE = [
  'sift',
  'frame',
  'extract',
  'recall',
  'classify',
  'count',
  'evaluate',
  'dispatch',
  'export',
]

const WORLD = /^node:(fs|net|http|https|child_process|os|process|timers|dgram|tls|worker_threads)/

const files = globSync('src/**/*.ts')

test('the rules see the code', () => {
  expect(files.length).toBeGreaterThan(40)
  expect(new Set(files.map(folderOf))).toEqual(expect.objectContaining(new Set(STAGES)))
})

test.for(files)('%s imports only what its place allows', (file) => {
  const folder = folderOf(file)
  for (const specifier of importsOf(file)) {
    if (!specifier.startsWith('.')) {
      if (PURE.includes(folder))
        expect(specifier, 'a pure stage reaches for the world').not.toMatch(WORLD)
      continue
    }
    const target = folderOf(relative('.', join(dirname(file), specifier)))
    if (STAGES.includes(folder)) expect([folder, ...SHARED]).toContain(target)
    if (SHARED.includes(folder)) expect([folder, 'types']).toContain(target)
  }
})

test('pure stages ask for the time, they do not read it', () => {
  const reading = files
    .filter((file) => PURE.includes(folderOf(file)))
    .filter((file) =>
      /Date\.now\(|new Date\(\)|performance\.now|Math\.random/.test(readFileSync(file, 'utf8')),
    )
  expect(reading).toEqual([])
})

/** `src/tail/tailer.ts` is in `tail`; `src/daemon.ts` is in ''. */
function folderOf(file: string): string {
  const parts = file.split(sep)
  return parts.length > 2 ? (parts[1] ?? '') : ''
}

function importsOf(file: string): string[] {
  const text = readFileSync(file, 'utf8')
  return [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map((match) => match[1] ?? '')
}
