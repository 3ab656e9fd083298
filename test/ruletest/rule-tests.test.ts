import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { loadConfig } from '../../src/config/load.ts'
import { problemLine } from '../../src/config/problem-line.ts'
import { policyOf } from '../../src/policy.ts'
import { type FileResult, runTestFile } from '../../src/ruletest/file.ts'
import { stagesOf } from '../../src/stages.ts'
import { machine } from '../config/machine.ts'
import { catalog } from '../support/engine.ts'

const CONFIG = `
logs: [{ name: app, path: app.log, project: eu }, { name: jobs, path: jobs.log }]
receivers: [{ name: ops, email: { to: a@b, from: a@b, smtp: { host: mail } } }]
rules:
  - { name: tokens, match: { code: 1010 }, count: 3, window: 1m, group_by: [project, source] }
  - { name: denied, match: { category: permission }, count: 1, window: 1m, group_by: [code] }
`

const TOKEN = '{"code":1010,"msg":"token invalid","success":false,"t":{t},"tid":"{tid}"}'

test('the example is right, and holds for the example of a configuration', () => {
  const file = 'config/tuyawatch.test.yaml'
  const config = readFileSync('config/tuyawatch.yaml', 'utf8')
  const result = run(readFileSync(file, 'utf8'), config)
  expect(result.problems).toEqual([])
  expect(result).toMatchObject({ tests: 5, expectations: 10 })
})

test('lines come in at their times and alerts go out at theirs', () => {
  const result = run(`
tests:
  - name: three in a minute
    lines:
      - { at: 0s, every: 10s, times: 3, line: '${TOKEN}' }
    expect:
      - { at: 19s, firing: [] }
      - { at: 20s, firing: [{ rule: tokens, group: { project: eu, source: app } }] }
      - { at: 25s, firing: [tokens] }
    mails: 1`)
  expect(result.problems).toEqual([])
  expect([...result.fired]).toEqual(['tokens'])
})

test('a line without a time counts when it is written, and a body over several lines is one answer', () => {
  const result = run(`
tests:
  - name: from the other log
    start: 2026-03-01T22:00:00Z
    lines:
      - { at: 1s, source: jobs, line: 'WARN [TuyaPlatform] Login failed. code=1106, msg=permission deny' }
      - at: 1s
        line: |
          {time} DEBUG [tuya_iot] Response: {
            "code": 1010,
            "msg": "token invalid",
            "success": false,
            "t": {t}
          }
    expect:
      - { at: 0s, firing: [] }
      - { at: 4s, firing: [{ rule: denied, group: { code: 1106 } }] }`)
  expect(result.problems).toEqual([])
})

test.for([
  {
    why: 'an alert that does not come',
    expect: '[{ at: 1s, firing: [tokens] }]',
    says: ['5:32: tests.0.expect.0.firing: "one": at 1s expected tokens, got nothing firing'],
  },
  {
    why: 'an alert that nobody expects, and one of another group',
    expect:
      '[{ at: 9s, firing: [] }, { at: 9s, firing: [{ rule: tokens, group: { source: jobs } }] }]',
    says: [
      '5:32: tests.0.expect.0.firing: "one": at 9s expected nothing firing, got tokens {project: eu, source: app}',
      '5:56: tests.0.expect.1.firing: "one": at 9s expected tokens {source: jobs}, got tokens {project: eu, source: app}',
    ],
  },
  {
    why: 'a rule that is not there',
    expect: '[{ at: 1s, firing: [token] }]',
    says: [
      '5:33: tests.0.expect.0.firing.0: the configuration has no rule "token"; did you mean tokens?',
    ],
  },
  {
    why: 'a key that is not there',
    expect: '[{ at: 1s, fires: [] }]',
    says: [
      'tests.0.expect.0.firing: expected a list',
      'unknown key "fires", expected one of at, firing',
    ],
  },
])('$why is told at its place', ({ expect: expected, says }) => {
  const { problems } = run(`
tests:
  - name: one
    lines: [{ at: 0s, every: 1s, times: 3, line: '${TOKEN}' }]
    expect: ${expected}`)
  const told = problems.map(problemLine)
  expect(told).toHaveLength(says.length)
  for (const words of says) expect(told.join('\n')).toContain(words)
})

test('lines in which no answer is found are named as the likely reason', () => {
  const { problems } = run(`
tests:
  - name: a typing error
    lines: [{ at: 0s, line: 'ERROR {"cod": 1010}' }]
    expect: [{ at: 1s, firing: [tokens] }]`)
  expect(problems.map(problemLine).join()).toContain('no line was taken for an answer')
})

function run(text: string, configText = CONFIG): FileResult {
  const config = loadConfig({ file: 'c.yaml', text: configText }, machine())
  if (!config.ok) throw new Error(config.problems.map(problemLine).join('\n'))
  const { rules, logs } = config.value
  const policy = policyOf(config.value, catalog)
  return runTestFile('t.yaml', text, { rules, logs, policy, stages: stagesOf(catalog) })
}
