import { expect, test } from 'vitest'
import { defaultConfig } from '../../src/config/default-config.ts'
import { DEFAULT_RULE_NAMES, PLAN_RULES } from '../../src/config/default-rules.ts'
import type { Config, Receiver } from '../../src/types/config.ts'
import { DEFAULT_NOISE } from '../../src/types/noise.ts'
import { machine } from './machine.ts'

function configFor(paths: readonly string[], receivers: readonly Receiver[] = []): Config {
  const checked = defaultConfig({ paths, receivers, machine: machine({ directory: '/over/here' }) })
  if (!checked.ok) throw new Error(checked.problems[0].message)
  return checked.value
}

test('without a file the default rules watch the given paths from their beginning', () => {
  const { logs, rules, ...config } = configFor(['app.log'])
  expect(config).toEqual({
    stateDir: '/var/lib/tuyawatch',
    instance: 'host-1',
    http: { host: '127.0.0.1', port: 9877 },
    catalog: [],
    receivers: [],
    mask: ['device_ids'],
    noise: DEFAULT_NOISE,
  })
  expect(logs).toMatchObject([
    { name: 'app', paths: ['/over/here/app.log'], startAt: 'beginning', format: 'auto' },
  ])
  expect(rules.map(({ name }) => name)).toEqual(
    DEFAULT_RULE_NAMES.filter((name) => !PLAN_RULES.includes(name)),
  )
})

test('the default rules tell the receivers that the caller brings', () => {
  const smtp = { host: '127.0.0.1', port: 2525, tls: 'none' } as const
  const outbox = { name: 'outbox', email: { to: ['you@localhost'], from: 'a@b', smtp } }
  const { rules, receivers } = configFor(['app.log'], [outbox])
  expect(receivers).toEqual([outbox])
  expect(new Set(rules.flatMap(({ notify }) => notify))).toEqual(new Set(['outbox']))
})

test.for<{ paths: string[]; logs: Record<string, string[]>; why: string }>([
  {
    paths: ['/x/billing.log', '/y/api.log'],
    logs: { billing: ['/x/billing.log'], api: ['/y/api.log'] },
    why: 'files of different directories go by their own names',
  },
  {
    paths: ['/x/app/a.log', '/x/app/b.log'],
    logs: { app: ['/x/app/a.log', '/x/app/b.log'] },
    why: 'files that a shell expanded are one entry, like the glob itself',
  },
  {
    paths: ['/x/app/*.log'],
    logs: { app: ['/x/app/*.log'] },
    why: 'a glob goes by its last fixed part',
  },
  {
    paths: ['/x/app.log', '/y/app.log', '/x/app.log'],
    logs: { app: ['/x/app.log', '/y/app.log'] },
    why: 'one name is one entry, and a path counts once',
  },
  { paths: ['-'], logs: { stdin: ['-'] }, why: 'standard input has a name too' },
])('$paths: $why', ({ paths, logs }) => {
  const entries = configFor(paths).logs.map(({ name, paths }) => [name, paths])
  expect(Object.fromEntries(entries)).toEqual(logs)
})

test('a listener that is no address is refused', () => {
  const checked = defaultConfig({ paths: ['-'], machine: machine(), listen: 'nowhere' })
  expect(checked).toMatchObject({ ok: false, problems: [{ file: '--listen' }] })
})
