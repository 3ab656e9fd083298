import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { METRICS } from '../../src/metrics/table.ts'
import { temporaryDirectory } from '../support/directory.ts'
import { isMissing } from '../support/promtool.ts'

const [, rules = ''] =
  /```yaml\n# tuyawatch-self.yml\n(.*?)```/s.exec(readFileSync('docs/operations.md', 'utf8')) ?? []

test.skipIf(isMissing('promtool'))('Prometheus takes the rules that watch tuyawatch', () => {
  const file = join(temporaryDirectory(), 'rules.yml')
  writeFileSync(file, rules)
  const { status, stdout, stderr } = spawnSync(
    'promtool',
    ['check', 'rules', '--lint-fatal', file],
    {
      encoding: 'utf8',
    },
  )
  expect(status, `${stdout}${stderr}`).toBe(0)
})

test('they use metrics that there are', () => {
  const known = new Set(METRICS.map(({ name }) => name))
  const used = [...rules.matchAll(/tuyawatch_[a-z_]+/g)].map(([name]) => name)
  expect(used.length).toBeGreaterThan(5)
  expect(used.filter((name) => !known.has(name))).toEqual([])
})
