import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadConfig, type Overrides, readConfig } from '../../src/config/load.ts'
import type { Machine } from '../../src/config/machine.ts'
import type { Checked, Config } from '../../src/types/config.ts'
import { DEFAULT_NOISE } from '../../src/types/noise.ts'
import { HOUR, MINUTE } from '../../src/types/time.ts'
import { temporaryDirectory } from '../support/directory.ts'
import { machine } from './machine.ts'

function loaded(text: string, changes: Partial<Machine> = {}, overrides: Overrides = {}): Config {
  return right(loadConfig({ file: '/etc/tuyawatch/c.yaml', text }, machine(changes), overrides))
}

function right<T>(checked: Checked<T>): T {
  if (!checked.ok) throw new Error(checked.problems.map(({ message }) => message).join('\n'))
  return checked.value
}

function environment(variables: Record<string, string>): Partial<Machine> {
  return { environment: { HOME: '/home/ada', ...variables } }
}

const logs = 'logs: [{ path: /a.log }]\n'

test('a path is enough, everything else has its default', () => {
  const { rules, ...config } = loaded('logs:\n  - path: /var/log/app/*.log*')
  expect(config).toEqual({
    stateDir: '/var/lib/tuyawatch',
    instance: 'host-1',
    http: { host: '127.0.0.1', port: 9877 },
    logs: [
      {
        name: 'app',
        paths: ['/var/log/app/*.log*'],
        exclude: [],
        startAt: 'end',
        format: 'auto',
        timezone: 'UTC',
        project: '',
      },
    ],
    catalog: [],
    receivers: [],
    mask: ['device_ids'],
    noise: DEFAULT_NOISE,
  })
  expect(rules).toHaveLength(9)
})

test('a rule has its defaults too', () => {
  const { rules } = loaded(
    `${logs}default_rules: none\nrules: [{ name: any, count: 3, window: 90s }]`,
  )
  expect(rules).toEqual([
    {
      id: expect.stringMatching(/^[0-9a-f]{12}$/),
      name: 'any',
      match: {},
      condition: { kind: 'count', atLeast: 3 },
      windowMs: 90_000,
      forMs: 0,
      keepFiringForMs: 0,
      groupBy: ['project'],
      severity: 'warning',
      notify: [],
      repeatMs: [4 * HOUR, 24 * HOUR],
    },
  ])
})

test('one value stands for a list of one, and a code may be a number or a word', () => {
  const { rules } = loaded(
    `${logs}rules: [{ name: r, count: 1, window: 1h30m, match: { category: auth, code: [1010, -9999999, USER_SESSION_INVALID], project: "" } }]`,
  )
  expect(rules[0]).toMatchObject({
    match: {
      category: ['auth'],
      code: ['1010', '-9999999', 'USER_SESSION_INVALID'],
      project: [''],
    },
    windowMs: 90 * MINUTE,
  })
})

test('a rule without `notify` tells all receivers, and one with an empty list nobody', () => {
  const email = 'email: { to: a@b, from: a@b, smtp: { host: m } }'
  const { rules } = loaded(
    `${logs}default_rules: none\nrules: [{ name: r, count: 1, window: 1m }, { name: q, count: 2, window: 1m, notify: [] }]\nreceivers: [{ name: ops, ${email} }, { name: dev, ${email} }]`,
  )
  expect(rules.map(({ notify }) => notify)).toEqual([['ops', 'dev'], []])
})

test('relative paths start at the directory of the file, whatever the working directory', () => {
  const config = loaded(`
state_dir: state
catalog: our-codes.yaml
logs: [{ path: [logs/*.log, "-", ../x.log], exclude: ["*.tmp", old/*, /abs/*] }]
receivers: [{ name: r, email: { to: a@b, from: a@b, smtp: { host: m, user: u, password_file: secret, ca_file: ca.pem } } }]`)
  expect(config).toMatchObject({
    stateDir: '/etc/tuyawatch/state',
    catalog: ['/etc/tuyawatch/our-codes.yaml'],
    logs: [
      {
        paths: ['/etc/tuyawatch/logs/*.log', '-', '/etc/x.log'],
        exclude: ['*.tmp', '/etc/tuyawatch/old/*', '/abs/*'],
      },
    ],
    receivers: [
      {
        email: {
          smtp: { password: { file: '/etc/tuyawatch/secret' }, caFile: '/etc/tuyawatch/ca.pem' },
        },
      },
    ],
  })
})

test.for([
  { smtp: 'host: m', port: 587, tls: 'starttls' },
  { smtp: 'host: m, port: 465', port: 465, tls: 'implicit' },
  { smtp: 'host: m, port: 2525', port: 2525, tls: 'starttls' },
  { smtp: 'host: m, tls: implicit', port: 465, tls: 'implicit' },
  { smtp: 'host: m, tls: none', port: 25, tls: 'none' },
  { smtp: 'host: m, port: "465", tls: starttls', port: 465, tls: 'starttls' },
])('a relay with { $smtp } is reached on port $port by $tls', ({ smtp, port, tls }) => {
  const { receivers } = loaded(
    `${logs}receivers: [{ name: r, email: { to: a@b, from: a@b, smtp: { ${smtp} } } }]`,
  )
  expect(receivers[0]).toHaveProperty('email.smtp', { host: 'm', port, tls })
})

test.for<{ flag?: string; yaml?: string; variable?: string; listens: string; wins: string }>([
  { flag: ':1', yaml: 'a:2', variable: 'b:3', listens: '0.0.0.0:1', wins: 'the flag' },
  { yaml: 'a:2', variable: 'b:3', listens: 'a:2', wins: 'the file' },
  { variable: '[::1]:3', listens: '::1:3', wins: 'the variable' },
  { variable: '', listens: '127.0.0.1:9877', wins: 'the default' },
])('HTTP listens where $wins says', ({ flag, yaml, variable, listens }) => {
  const text = yaml === undefined ? logs : `${logs}http: { listen: "${yaml}" }`
  const variables = variable === undefined ? {} : { TUYAWATCH_LISTEN: variable }
  const overrides = flag === undefined ? {} : { listen: flag }
  const { http } = loaded(text, environment(variables), overrides)
  expect(`${http.host}:${http.port}`).toBe(listens)
})

test('a flag or a variable that is no address is a problem of its own name', () => {
  const onMachine = machine(environment({ TUYAWATCH_LISTEN: 'nowhere' }))
  const message = 'expected HOST:PORT, such as 127.0.0.1:9877, got "nowhere"'
  expect(loadConfig({ file: 'c.yaml', text: logs }, onMachine)).toEqual({
    ok: false,
    problems: [{ file: 'TUYAWATCH_LISTEN', path: '', message }],
  })
  expect(loadConfig({ file: 'c.yaml', text: logs }, onMachine, { listen: 'nowhere' })).toEqual({
    ok: false,
    problems: [{ file: '--listen', path: '', message }],
  })
})

test.for<{ variables: Record<string, string>; writable: boolean; stateDir: string; why: string }>([
  {
    variables: { STATE_DIRECTORY: '/var/lib/x:/var/lib/y' },
    writable: true,
    stateDir: '/var/lib/x',
    why: 'systemd made it',
  },
  {
    variables: { XDG_STATE_HOME: '/x' },
    writable: true,
    stateDir: '/var/lib/tuyawatch',
    why: 'it can be written',
  },
  {
    variables: { XDG_STATE_HOME: '/x' },
    writable: false,
    stateDir: '/x/tuyawatch',
    why: "the system's cannot be written",
  },
  {
    variables: { XDG_STATE_HOME: 'relative' },
    writable: false,
    stateDir: '/home/ada/.local/state/tuyawatch',
    why: 'a relative XDG_STATE_HOME does not count',
  },
  {
    variables: { HOME: '' },
    writable: false,
    stateDir: '/var/lib/tuyawatch',
    why: 'there is no home either',
  },
])('state goes to $stateDir: $why', ({ variables, writable, stateDir }) => {
  expect(loaded(logs, { ...environment(variables), writable: () => writable }).stateDir).toBe(
    stateDir,
  )
})

test('variables are replaced in strings only, and cannot add to the structure', () => {
  const variables = {
    HOST: 'pod-7',
    PASSWORD: 'a: [b, "c"]\nstate_dir: /evil',
    PORT: '2525',
    LISTEN: '0.0.0.0:80',
  }
  const config = loaded(
    `
instance: "\${HOST} of \${HOST}, $\${HOST} costs $5"
http: { listen: "\${LISTEN}" }
logs: [{ path: /a.log }]
receivers:
  - name: "mail-\${HOST}"
    email: { to: a@b, from: a@b, smtp: { host: m, port: "\${PORT}", user: u, password: "\${PASSWORD}" } }`,
    environment(variables),
  )
  const [receiver] = config.receivers
  expect(config.instance).toBe(`pod-7 of pod-7, \${HOST} costs $5`)
  expect(config.http).toEqual({ host: '0.0.0.0', port: 80 })
  expect(receiver?.name).toBe('mail-pod-7')
  expect(receiver).toMatchObject({
    email: { smtp: { port: 2525, password: { value: variables.PASSWORD } } },
  })
})

test('a variable that holds a reference is not looked into', () => {
  const config = loaded(`${logs}instance: \${A}`, environment({ A: `\${B}`, B: 'b' }))
  expect(config.instance).toBe(`\${B}`)
})

test('a file is read from where the command was given', () => {
  const directory = temporaryDirectory()
  writeFileSync(join(directory, 'c.yaml'), 'logs: [{ path: app.log }]')
  const config = right(readConfig('c.yaml', machine({ directory })))
  expect(config.logs[0]).toMatchObject({ name: 'app', paths: [join(directory, 'app.log')] })
})

test('a file that cannot be read is a problem with its name', () => {
  const checked = readConfig('nowhere.yaml', machine({ directory: temporaryDirectory() }))
  expect(checked).toMatchObject({
    ok: false,
    problems: [{ file: 'nowhere.yaml', path: '', message: expect.stringContaining('ENOENT') }],
  })
})

test('heartbeat and weekly mail have defaults, and every receiver gets the mail', () => {
  const config = loaded(`${logs}
http: { external_url: "https://watch.example.com/" }
receivers: [{ name: a, alertmanager: { url: "http://am:9093" } }, { name: b, webhook: { url_file: hook } }]
heartbeat: { url: "https://hc.example.com/1" }
weekly: {}`)
  expect(config).toMatchObject({
    http: { externalUrl: 'https://watch.example.com/' },
    receivers: [
      { alertmanager: { url: 'http://am:9093' } },
      { webhook: { url: { file: '/etc/tuyawatch/hook' }, format: 'json' } },
    ],
    heartbeat: { url: { value: 'https://hc.example.com/1' }, everyMs: MINUTE },
    weekly: { notify: ['a', 'b'], weekday: 1, minute: 540, timezone: 'UTC' },
  })
})

test('the weekly mail comes when it is asked for', () => {
  const config = loaded(`${logs}weekly: { day: sunday, at: "22:30", timezone: UTC }`)
  expect(config.weekly).toEqual({ notify: [], weekday: 0, minute: 1350, timezone: 'UTC' })
})
