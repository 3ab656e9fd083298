import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { get } from 'node:https'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type ConnectionOptions,
  connect as connectTls,
  type SecureContextOptions,
  type TLSSocket,
} from 'node:tls'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import { followWebConfig } from '../../src/follow-web-config.ts'
import { listen } from '../../src/web/server.ts'
import { makeAuthority, makeCertificate, NO_OPENSSL } from '../support/certificates.ts'
import { temporaryDirectory } from '../support/directory.ts'
import { fakePorts } from './support.ts'

/** Two authorities, a server's certificate and its successor, and clients of the first and of a stranger. */
const made = NO_OPENSSL ? '' : mkdtempSync(join(tmpdir(), 'tuyawatch-test-'))
beforeAll(() => {
  if (NO_OPENSSL) return
  makeAuthority(made, 'ca')
  makeAuthority(made, 'other-ca')
  makeCertificate(made, 'server', 'ca', 'IP:127.0.0.1')
  makeCertificate(made, 'renewed', 'ca', 'IP:127.0.0.1,DNS:renewed')
  makeCertificate(made, 'client', 'ca', 'DNS:prometheus,IP:10.0.0.7')
  makeCertificate(made, 'stranger', 'other-ca', 'DNS:prometheus')
  return () => rmSync(made, { recursive: true })
})

function copyCertificates(): string {
  const directory = temporaryDirectory()
  cpSync(made, directory, { recursive: true })
  return directory
}

interface Served {
  readonly directory: string
  readonly troubles: readonly string[]
  /** Writes the web configuration anew, as a whole. */
  write(tls: string): void
  ask(client?: 'client' | 'stranger', options?: SecureContextOptions): Promise<string>
  /** Asks as the client, and takes up a session where one is given. */
  resume(version: 'TLSv1.2' | 'TLSv1.3', session?: Buffer): Promise<Conversation>
}

const OWN = 'cert_file: server.crt, key_file: server.key'
const MUTUAL = `${OWN}, client_ca_file: ca.crt, client_auth_type`

async function serve(tls: string): Promise<Served> {
  const directory = copyCertificates()
  const file = join(directory, 'web.yml')
  const write = (text: string) => {
    writeFileSync(`${file}.new`, `tls_server_config: { ${text} }\n`)
    renameSync(`${file}.new`, file)
  }
  write(tls)
  const troubles: string[] = []
  const current = followWebConfig(file, (words) => troubles.push(words))
  const web = await listen({ host: '127.0.0.1', port: 0 }, fakePorts(), { current })
  if (!web.ok) throw new Error(web.message)
  onTestFinished(() => web.close())
  const pem = (name: string) => readFileSync(join(directory, name), 'utf8')
  const ask: Served['ask'] = (client, options = {}) =>
    request(`${web.url}/metrics`, {
      ca: pem('ca.crt'),
      ...options,
      ...(client && { cert: pem(`${client}.crt`), key: pem(`${client}.key`) }),
    })
  const resume: Served['resume'] = (version, session) =>
    converse({
      ...{ port: web.port, host: '127.0.0.1', maxVersion: version, ca: pem('ca.crt') },
      ...{ cert: pem('client.crt'), key: pem('client.key'), ...(session && { session }) },
    })
  return { directory, troubles, write, ask, resume }
}

interface Conversation {
  readonly heard: string
  readonly isReused: boolean
  /** To be taken up again. */
  readonly session: Buffer | undefined
}

/** Asks, listens to the end, and keeps the last session that it was given. */
function converse(options: ConnectionOptions): Promise<Conversation> {
  return new Promise((resolve) => {
    let heard = ''
    let isReused = false
    let session: Buffer | undefined
    const socket = connectTls(options)
    socket.on('secureConnect', () => {
      isReused = socket.isSessionReused()
    })
    socket.on('session', (given) => {
      session = given
    })
    socket.on('data', (data) => {
      heard += data
    })
    socket.on('error', () => {})
    socket.on('close', () => resolve({ heard, session, isReused }))
    socket.write('GET /metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n')
  })
}

/** Names of the certificate that answered and the body, or the code of the failure. Each request is a connection of its own. */
function request(url: string, options: SecureContextOptions): Promise<string> {
  return new Promise((resolve) => {
    get(url, { ...options, agent: false }, (response) => {
      const { subjectaltname = '' } = (response.socket as TLSSocket).getPeerCertificate()
      response.setEncoding('utf8').on('data', (body) => resolve(`${subjectaltname}: ${body}`))
    }).on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
  })
}

const ANSWER = 'IP Address:127.0.0.1: as text'
/** The connection was closed by the other side. */
const CLOSED = /^(ECONNRESET|EPIPE|socket hang up)/

test.skipIf(NO_OPENSSL)(
  'a connection is encrypted, with the certificate that is there when it is made',
  async () => {
    const { directory, ask, write, troubles } = await serve(OWN)
    expect(await ask()).toBe(ANSWER)
    for (const kind of ['key', 'crt'])
      renameSync(join(directory, `renewed.${kind}`), join(directory, `server.${kind}`))
    expect(await ask()).toBe('IP Address:127.0.0.1, DNS:renewed: as text')
    write('cert_file: nowhere.crt, key_file: server.key')
    expect(await ask()).toBe('IP Address:127.0.0.1, DNS:renewed: as text')
    expect(await ask()).toBe('IP Address:127.0.0.1, DNS:renewed: as text')
    expect(troubles).toEqual([expect.stringMatching(/web\.yml:1:33: .*cert_file: cannot be read/)])
  },
)

test.skipIf(NO_OPENSSL).for([
  { policy: 'NoClientCert', nobody: true, client: true, stranger: true, ca: false },
  { policy: 'RequestClientCert', nobody: true, client: true, stranger: true },
  { policy: 'RequireAnyClientCert', nobody: false, client: true, stranger: true },
  { policy: 'VerifyClientCertIfGiven', nobody: true, client: true, stranger: false },
  { policy: 'RequireAndVerifyClientCert', nobody: false, client: true, stranger: false },
])('$policy admits whom Go admits', async ({ policy, nobody, client, stranger, ca = true }) => {
  const { ask } = await serve(ca ? `${MUTUAL}: ${policy}` : `${OWN}, client_auth_type: ${policy}`)
  const admitted = (yes: boolean) =>
    yes ? expect.stringMatching(ANSWER) : expect.stringMatching(CLOSED)
  expect(await ask()).toEqual(admitted(nobody))
  expect(await ask('client')).toEqual(admitted(client))
  expect(await ask('stranger')).toEqual(admitted(stranger))
})

test.skipIf(NO_OPENSSL).for([
  { sans: '[prometheus]', admitted: true },
  { sans: '[elsewhere, 10.0.0.7]', admitted: true },
  { sans: '[prom]', admitted: false },
  { sans: '[]', admitted: false },
])('a client with the names of $sans is admitted: $admitted', async ({ sans, admitted }) => {
  const { ask } = await serve(`${MUTUAL}: RequireAndVerifyClientCert, client_allowed_sans: ${sans}`)
  expect(await ask('client')).toMatch(admitted ? ANSWER : CLOSED)
})

test.skipIf(NO_OPENSSL)(
  'an authority that is taken out admits nobody any more, from the next connection on',
  async () => {
    const { ask, write } = await serve(`${MUTUAL}: RequireAndVerifyClientCert`)
    expect(await ask('client')).toBe(ANSWER)
    write(`${MUTUAL}: RequireAndVerifyClientCert`.replace('ca.crt', 'other-ca.crt'))
    expect(await ask('client')).toMatch(CLOSED)
    expect(await ask('stranger')).toBe(ANSWER)
  },
)

test.skipIf(NO_OPENSSL).for(['TLSv1.2', 'TLSv1.3'] as const)(
  'nor does a session of %s that was begun before',
  async (version) => {
    const { ask, write, resume } = await serve(`${MUTUAL}: RequireAndVerifyClientCert`)
    const before = await resume(version)
    expect(before.heard).toMatch(/^HTTP\/1\.1 200 /)
    expect((await resume(version, before.session)).isReused).toBe(true)
    write(`${MUTUAL}: RequireAndVerifyClientCert`.replace('ca.crt', 'other-ca.crt'))
    expect(await ask('stranger')).toBe(ANSWER)
    const after = await resume(version, before.session)
    expect(after).toMatchObject({ heard: '', isReused: false })
  },
)

test.skipIf(NO_OPENSSL)('versions and suites are those of the file', async () => {
  const { ask, write } = await serve(OWN)
  expect(await ask(undefined, { maxVersion: 'TLSv1.1', minVersion: 'TLSv1' })).not.toBe(ANSWER)
  expect(await ask(undefined, { maxVersion: 'TLSv1.2' })).toBe(ANSWER)
  write(`${OWN}, min_version: TLS13`)
  expect(await ask(undefined, { maxVersion: 'TLSv1.2' })).not.toBe(ANSWER)
  write(`${OWN}, cipher_suites: [TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384]`)
  const suite = (ciphers: string) => ask(undefined, { maxVersion: 'TLSv1.2', ciphers })
  expect(await suite('ECDHE-ECDSA-AES256-GCM-SHA384')).toBe(ANSWER)
  expect(await suite('ECDHE-ECDSA-AES128-GCM-SHA256')).not.toBe(ANSWER)
  expect(await ask(undefined, { minVersion: 'TLSv1.3' })).toBe(ANSWER)
})

test.skipIf(NO_OPENSSL)(
  'TLS does not vanish from a running server because a file has lost some lines',
  async () => {
    const { directory, ask, troubles } = await serve(OWN)
    writeFileSync(join(directory, 'web.yml'), '')
    expect(await ask()).toBe(ANSWER)
    expect(troubles).toEqual([expect.stringMatching(/^TLS begins and ends with a restart only/)])
  },
)

test.skipIf(NO_OPENSSL)(
  'a connection in the middle of its handshake does not hold up the end',
  async () => {
    const directory = copyCertificates()
    const file = join(directory, 'web.yml')
    writeFileSync(file, `tls_server_config: { ${OWN} }`)
    const settings = { current: followWebConfig(file, () => {}) }
    const web = await listen({ host: '127.0.0.1', port: 0 }, fakePorts(), settings)
    if (!web.ok) throw new Error(web.message)
    const slow = connect(web.port, '127.0.0.1')
    const closed = new Promise((resolve) => slow.on('close', resolve))
    await new Promise((resolve) => slow.once('connect', resolve))
    slow.on('error', () => {})
    await web.close()
    await closed
  },
)
