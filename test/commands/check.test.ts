import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Command } from 'commander'
import { afterEach, expect, test, vi } from 'vitest'
import { registerCheck } from '../../src/commands/check.ts'
import { registerExport } from '../../src/commands/export.ts'
import { temporaryDirectory } from '../support/directory.ts'

interface Outcome {
  readonly out: string
  readonly err: string
  readonly exit: number
}

afterEach(() => {
  vi.restoreAllMocks()
  process.exitCode = 0
})

async function tuyawatch(...args: string[]): Promise<Outcome> {
  const out: string[] = []
  const err: string[] = []
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => out.push(String(text)) > 0)
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => err.push(String(text)) > 0)
  process.exitCode = 0
  const program = new Command('tuyawatch').exitOverride()
  registerCheck(program)
  registerExport(program)
  await program.parseAsync(args, { from: 'user' })
  return { out: out.join(''), err: err.join(''), exit: Number(process.exitCode) }
}

/** A directory with a configuration and the files that it names. */
function directoryWith(files: Record<string, string>): string {
  const directory = temporaryDirectory()
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(directory, name, '..'), { recursive: true })
    writeFileSync(join(directory, name), text)
  }
  return directory
}

const ZONE = new Intl.DateTimeFormat().resolvedOptions().timeZone

const SMTP = 'smtp: { host: mail, user: u, password_file: secret }'

test('a right configuration is told in words, with the files that match now', async () => {
  const directory = directoryWith({
    'c.yaml': `
state_dir: state
http: { listen: "[::1]:9000" }
logs:
  - { path: "logs/*.log", project: eu-prod, exclude: ["debug*"] }
  - { name: later, path: later/*.log }
  - { path: [missing.log, "-"] }
  - { name: folder, path: logs }
default_rules: [quota-or-billing]
rules:
  - { name: own, count: 5, window: 90s, for: 1m, match: { category: [auth, region], message: "a|b" }, group_by: [], repeat: [] }
receivers: [{ name: ops, email: { to: [a@b, c@d], from: a@b, ${SMTP} } }]
`,
    'logs/a.log': 'a\n',
    'logs/b.log': 'b\n',
    'logs/debug.log': 'c\n',
    secret: 's',
  })
  const { out, exit } = await tuyawatch('check', '-c', join(directory, 'c.yaml'))
  expect(exit).toBe(0)
  expect(out.replaceAll(directory, '')).toMatch(
    /^✓ \/c.yaml is right\.\n {2}instance \S+, state in \/state, http:\/\/\[::1\]:9000\n/,
  )
  expect(out.replaceAll(directory, '').split('\n\n').slice(1)).toEqual([
    `Logs
  logs  project eu-prod, from the end, zone ${ZONE}, format auto
    /logs/*.log
      /logs/a.log
      /logs/b.log
  later  from the end, zone ${ZONE}, format auto
    /later/*.log
      no file yet
  missing  from the end, zone ${ZONE}, format auto
    /missing.log  not there yet
    standard input
  folder  from the end, zone ${ZONE}, format auto
    /logs  a directory: for its files write a * behind it`,
    `Rules
  own  warning, tells ops, no reminders
    at least 5 errors of category auth or region, message ~ a|b within 1m30s, for 1m on end
  quota-or-billing  critical, tells ops, again every 1d
    at least 1 error of category quota_billing within 1h, for each project and code
    Why: A plan, a bill or a quota does not mend itself: calls fail until somebody pays, renews or
    waits for the reset, so the first answer is enough.`,
    `Receivers
  ops  mail to a@b, c@d by mail:587, STARTTLS
`,
  ])
})

test('without rules and receivers it says what that means', async () => {
  const directory = directoryWith({ 'c.yaml': 'state_dir: .\nlogs: [{ path: a.log }]\nrules: []' })
  const { out, exit } = await tuyawatch('check', '-c', join(directory, 'c.yaml'))
  expect(exit).toBe(0)
  expect(out).toContain('none: nothing alerts')
  expect(out).toContain('none: alerts show on the status page and in the metrics only')
})

test('every problem is a line with its place, and the exit code is 1', async () => {
  const directory = directoryWith({ 'c.yaml': 'logs: [{ paht: a.log }]\nrules: [{ name: x }]\n' })
  const file = join(directory, 'c.yaml')
  const { out, exit } = await tuyawatch('check', '-c', file)
  expect(exit).toBe(1)
  expect(out.split('\n')).toEqual([
    `${file}:1:8: logs.0.path: expected a path or a glob or a list, got nothing`,
    `${file}:1:10: logs.0.paht: unknown key "paht"; did you mean path?`,
    `${file}:2:9: rules.0: expected exactly one condition (count, ratio, distinct, absent, new, spike, quota, lost_bytes), got none`,
    '',
  ])
})

test('problems of a catalog file of ones own are lines like the others', async () => {
  const directory = directoryWith({
    'c.yaml': 'state_dir: .\nlogs: [{ path: a.log }]\ncatalog: our-codes.yaml',
    'our-codes.yaml': 'entreis: []\n',
  })
  const { out, exit } = await tuyawatch('check', '-c', join(directory, 'c.yaml'))
  expect(exit).toBe(1)
  expect(out).toContain(`${join(directory, 'our-codes.yaml')}:1:1: entreis: unknown key "entreis"`)
})

test('problems of the web configuration, too', async () => {
  const directory = directoryWith({
    'c.yaml': 'logs: [{ path: a.log }]\nhttp: { web_config: web.yml }\n',
    'web.yml': 'tls_server_config: { cert_file: nowhere.crt, key_file: nowhere.key }\n',
  })
  const { out, exit } = await tuyawatch('check', '-c', join(directory, 'c.yaml'))
  expect(out).toContain(
    `${join(directory, 'web.yml')}:1:33: tls_server_config.cert_file: cannot be read`,
  )
  expect(exit).toBe(1)
})

test('files that are named and cannot be used are in the way, and the exit code is 1', async () => {
  const directory = directoryWith({
    'c.yaml': `state_dir: c.yaml/state\nlogs: [{ path: a.log }]\ncatalog: codes.yaml\nreceivers: [{ name: ops, email: { to: a@b, from: a@b, ${SMTP} } }]`,
    'a.log': 'a\n',
  })
  const { out, exit } = await tuyawatch('check', '-c', join(directory, 'c.yaml'))
  expect(exit).toBe(1)
  expect(out.replaceAll(directory, '')).toContain(`In the way on this machine, for this user
  ✗ /secret: no such file
  ✗ /codes.yaml: no such file
  ✗ /c.yaml/state: this user may not write there
`)
})

test('rule tests are run, the failing ones told at their places, and the rules counted that no test fires', async () => {
  const line = '{"code":1010,"msg":"token invalid","success":false,"t":{t},"tid":"{tid}"}'
  const tests = (firing: string) => `
tests:
  - name: one
    lines: [{ at: 0s, line: '${line}' }]
    expect: [{ at: 1s, firing: [${firing}] }]
`
  const directory = directoryWith({
    'c.yaml':
      'logs: [{ path: a.log }]\nrules: [{ name: tokens, count: 1, window: 1m }, { name: other, count: 9, window: 1m }]\n',
    'good.test.yaml': tests('tokens'),
    'bad.test.yaml': tests(''),
  })
  const config = join(directory, 'c.yaml')
  const check = (glob: string) => tuyawatch('check', '-c', config, '--tests', join(directory, glob))
  expect(await check('good*')).toEqual({
    out: `✓ ${directory}/good.test.yaml: 1 test, 1 expectation\nRules that a test saw firing: 1 of 2; none fires other.\n`,
    err: '',
    exit: 0,
  })
  expect(await check('*.test.yaml')).toMatchObject({
    out: expect.stringContaining(
      `${directory}/bad.test.yaml:5:32: tests.0.expect.0.firing: "one": at 1s expected nothing firing, got tokens`,
    ),
    exit: 1,
  })
  expect(await check('missing.yaml')).toMatchObject({
    out: expect.stringContaining('cannot be read: no such file'),
    exit: 1,
  })
})

test('the schema for editors comes on standard output', async () => {
  const { out, exit } = await tuyawatch('export', 'json-schema')
  expect(exit).toBe(0)
  expect(out).toBe(readFileSync('config/config.schema.json', 'utf8'))
})
