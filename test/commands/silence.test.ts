import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { hashSync } from 'bcryptjs'
import { Command } from 'commander'
import { afterEach, expect, onTestFinished, test, vi } from 'vitest'
import { registerSilence } from '../../src/commands/silence.ts'
import { followWebConfig } from '../../src/follow-web-config.ts'
import { addSilence, expireSilence, listSilences } from '../../src/silencing.ts'
import { createState } from '../../src/store/state.ts'
import { OPEN } from '../../src/web/access.ts'
import { listen } from '../../src/web/server.ts'
import { makeAuthority, makeCertificate, NO_OPENSSL } from '../support/certificates.ts'
import { temporaryDirectory } from '../support/directory.ts'
import { fakePorts } from '../web/support.ts'

afterEach(() => {
  vi.restoreAllMocks()
  process.exitCode = 0
})

const CONFIGURED = {
  id: 'configuration-1',
  match: { rule: ['x'] },
  from: 0,
  until: Date.UTC(2100, 0),
}

/** The silences of a daemon, over its own HTTP; with a web configuration over what that asks for. */
async function startSilences(webConfig?: string) {
  const state = createState()
  const silences = {
    now: () => new Date(),
    list: () => listSilences(state, [CONFIGURED], Date.now()),
    add: async (form: unknown) => addSilence(state, form, Date.now()),
    expire: async (id: string) => expireSilence(state, [CONFIGURED], id),
  }
  const web = await listen({ host: '127.0.0.1', port: 0 }, fakePorts({ silences }), {
    current: webConfig === undefined ? OPEN.current : followWebConfig(webConfig, () => {}),
  })
  if (!web.ok) throw new Error(web.message)
  onTestFinished(() => web.close())
  return { state, url: web.url }
}

async function silence(...args: string[]): Promise<{ out: string; err: string; exit: unknown }> {
  let [out, err] = ['', '']
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    out += String(text)
    return true
  })
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    err += String(text)
    return true
  })
  process.exitCode = 0
  const program = new Command().exitOverride()
  registerSilence(program)
  await program.parseAsync(['silence', ...args], { from: 'user' })
  return { out, err, exit: process.exitCode }
}

test('a silence is made, listed and ended', async () => {
  const { state, url } = await startSilences()
  const pairs = ['category=device_offline', 'project=eu-*,us', 'code=2001']
  const added = await silence('add', ...pairs, '--for', '2h', '--reason', 'works', '--url', url)
  expect(added).toMatchObject({ exit: 0, err: '' })
  const [made] = [...state.silences.values()]
  expect(made).toMatchObject({
    match: { category: ['device_offline'], project: ['eu-*', 'us'], code: ['2001'] },
    reason: 'works',
  })
  expect((made?.until ?? 0) - Date.now()).toBeGreaterThan(7_100_000)
  expect(added.out).toBe(
    `${made?.id} active until ${new Date(made?.until ?? 0).toISOString()}: category=device_offline code=2001 project=eu-*,us (works)\n`,
  )
  const listed = await silence('list', '--url', url)
  expect(listed.out.split('\n')).toHaveLength(3)
  expect(listed.out).toContain(
    'configuration-1 active until 2100-01-01T00:00:00.000Z: rule=x (in the configuration)',
  )
  expect((await silence('expire', made?.id ?? '', '--url', url)).exit).toBe(0)
  expect(state.silences.size).toBe(0)
})

test('the list as NDJSON', async () => {
  const { url } = await startSilences()
  const { out } = await silence('list', '--json', '--url', url)
  expect(
    out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line)),
  ).toMatchObject([{ id: 'configuration-1' }])
})

test.for([
  { args: ['add', 'category', '--for', '2h'], says: 'expected key=value' },
  { args: ['add', 'category=auth'], says: 'give its end' },
  { args: ['add', 'category=auth', '--for', 'soon'], says: 'give its end' },
])('$args is bad usage: nothing is asked', async ({ args, says }) => {
  const { err, exit } = await silence(...args)
  expect(exit).toBe(2)
  expect(err).toContain(says)
})

test.for([
  { args: ['add', 'category=atuh', '--for', '2h'], says: 'match.category' },
  { args: ['add', 'message=x', '--for', '2h'], says: 'message' },
  { args: ['add', 'code=1', '--until', '2020-01-01'], says: 'until: expected a time after' },
  { args: ['expire', 'ffff'], says: 'ffff: 404: no silence has this id' },
  {
    args: ['expire', 'configuration-1'],
    says: 'configuration-1: 409: it stands in the configuration',
  },
])('$args is refused by the daemon, in words', async ({ args, says }) => {
  const { state, url } = await startSilences()
  const { err, exit } = await silence(...args, '--url', url)
  expect(exit).toBe(1)
  expect(err).toContain(says)
  expect(state.silences.size).toBe(0)
})

test('no daemon there is said', async () => {
  const { err, exit } = await silence('list', '--url', 'http://127.0.0.1:1')
  expect(exit).toBe(1)
  expect(err).toContain('no answer from http://127.0.0.1:1/api/v1/silences')
})

test.skipIf(NO_OPENSSL)(
  'they are made over TLS with a password and a certificate, and not without one of them',
  async () => {
    const directory = temporaryDirectory()
    const file = (name: string) => join(directory, name)
    makeAuthority(directory, 'ca')
    makeCertificate(directory, 'server', 'ca', 'IP:127.0.0.1')
    makeCertificate(directory, 'person', 'ca', 'DNS:person')
    const tls =
      '{ cert_file: server.crt, key_file: server.key, client_ca_file: ca.crt, client_auth_type: RequireAndVerifyClientCert }'
    const users = `{ ops: "${hashSync('secret', 4)}" }`
    writeFileSync(file('web.yml'), `tls_server_config: ${tls}\nbasic_auth_users: ${users}\n`)
    writeFileSync(file('password'), 'secret\n')
    const { url } = await startSilences(file('web.yml'))
    const add = (...options: string[]) =>
      silence('add', 'code=2001', '--for', '2h', '--url', url, ...options)
    const trust = ['--ca-file', file('ca.crt')]
    const show = ['--cert-file', file('person.crt'), '--key-file', file('person.key')]
    const password = ['--user', 'ops', '--password-file', file('password')]
    expect((await add(...trust, ...show, ...password)).out).toMatch(/^\w+ active until/)
    expect((await add(...trust, ...show)).err).toContain('401: Unauthorized.')
    expect((await add(...show, ...password)).err).toMatch(/no answer from .*certificate/)
    expect((await add(...trust, ...password)).err).toContain('no answer from')
  },
)
