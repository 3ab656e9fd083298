import { expect, test } from 'vitest'
import { loadConfig } from '../../src/config/load.ts'
import { thisMachine } from '../../src/config/machine.ts'
import { ruleView } from '../../src/observe-rule.ts'
import { planFor } from '../../src/plan.ts'
import { createApp } from '../../src/web/app.ts'
import { fakePorts } from './support.ts'

const CONFIG = `
logs: [{ path: /a.log }]
receivers: [{ name: chat, webhook: { url: "https://chat.example.com/x" } }]
default_rules: [auth-failing]
rules:
  - { name: "all <b> / every", count: 5, window: 10m, runbook: "https://wiki.example.com/all" }
  - { name: silent, absent: line, window: 1h }
`

test('the page of a default rule: when it fires, why, whom it tells, and what its codes mean', async () => {
  const page = await pageOf('auth-failing')
  expect(page.status).toBe(200)
  const text = await page.text()
  expect(text).toContain('Fires: at least')
  expect(text).toContain('tells chat')
  expect(text).toContain('Why: ')
  expect(text).toMatch(/<th scope="row">1010<\/th><td>.+<\/td><td>developer<\/td>/)
  expect(text).not.toContain('<th scope="row">28841004</th>')
})

test('a name with anything in it, a runbook, and no list of the whole catalog', async () => {
  const text = await (await pageOf('all <b> / every')).text()
  expect(text).toContain('<h1>Rule all &lt;b&gt; / every</h1>')
  expect(text).toContain('href="https://wiki.example.com/all"')
  expect(text).not.toContain('<table>')
})

test('a rule that counts no errors has no codes', async () => {
  expect(await (await pageOf('silent')).text()).not.toContain('<table>')
})

test('a rule that is gone says so', async () => {
  const page = await pageOf('old')
  expect([page.status, await page.text()]).toEqual([404, 'No rule has this name now.\n'])
})

async function pageOf(name: string): Promise<Response> {
  const config = loadConfig({ file: 'c.yaml', text: CONFIG }, thisMachine())
  const plan = config.ok ? planFor(config.value) : config
  if (!plan.ok) throw new Error(plan.problems.map(({ message }) => message).join('\n'))
  const app = createApp(fakePorts({ rule: (asked) => ruleView(plan.value, asked) }))
  return await app.request(`/rules/${encodeURIComponent(name)}`)
}
