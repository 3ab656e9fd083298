import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { temporaryDirectory } from '../support/directory.ts'

function exportRules(config: string, files: Readonly<Record<string, string>> = {}) {
  const directory = temporaryDirectory()
  for (const [name, text] of Object.entries({ ...files, 'c.yaml': config }))
    writeFileSync(join(directory, name), text)
  const args = ['dist/main.js', 'export', 'prometheus-rules', '-c', join(directory, 'c.yaml')]
  return spawnSync(process.execPath, args, { encoding: 'utf8' })
}

test('the rules go to standard output, what they cannot say to standard error', () => {
  const { stdout, stderr, status } = exportRules(`
logs: [{ path: /var/log/app.log }]
rules:
  - { name: limits, match: { category: rate_limit }, count: 10, window: 5m }
  - { name: words, match: { message: token }, count: 10, window: 5m }
`)
  expect(status).toBe(0)
  const rules = parse(stdout).groups.flatMap((group: { rules: object[] }) => group.rules)
  expect(rules).toMatchObject([{ alert: 'TuyaLimits' }, { alert: 'TuyaLogLoss' }])
  expect(stderr).toBe(
    'tuyawatch: rule "words" is left out: it looks at messages, which are no label\n',
  )
})

test('codes of an own catalog are known', () => {
  const own = `
entries:
  - { code: MINE, messages: [mine], category: platform, scope: call, severity: critical, retryable: false, who: us, meaning: Ours., advice: [Look.], link: "https://example.com/mine" }
`
  const config = `
logs: [{ path: /var/log/app.log }]
catalog: [own.yaml]
rules: [{ name: ours, match: { category: platform, severity: critical }, count: 1, window: 5m }]
`
  const [alert] = parse(exportRules(config, { 'own.yaml': own }).stdout).groups[0].rules
  expect(alert.expr).toContain('{category="platform",code="MINE"}')
  expect(alert.annotations.runbook_url).toBe('https://example.com/mine')
})

test.for([
  { config: 'logs: []', says: /c\.yaml:1:\d+: logs: / },
  { config: 'logs: [{ path: /a }]\ncatalog: [missing.yaml]', says: /catalog: .*missing\.yaml/ },
])('nothing but problems comes of $config', ({ config, says }) => {
  const { stdout, stderr, status } = exportRules(config)
  expect({ stdout, status }).toEqual({ stdout: '', status: 2 })
  expect(stderr).toMatch(says)
})
