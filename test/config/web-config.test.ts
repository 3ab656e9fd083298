import { spawnSync } from 'node:child_process'
import { copyFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { problemLine } from '../../src/config/problem-line.ts'
import { readWebConfig } from '../../src/config/web-config.ts'
import { makeAuthority, makeCertificate, NO_OPENSSL } from '../support/certificates.ts'
import { temporaryDirectory } from '../support/directory.ts'
import { isMissing } from '../support/promtool.ts'

function read(text: string): readonly string[] {
  const file = join(temporaryDirectory(), 'web.yml')
  writeFileSync(file, text)
  const checked = readWebConfig(file)
  return checked.ok ? [] : checked.problems.map((one) => problemLine(one).slice(file.length + 1))
}

test.for([
  { text: '', says: [] },
  { text: 'basic_auth_users:', says: [] },
  { text: 'http_server_config: { http2: false, headers: { X-Frame-Options: deny } }', says: [] },
  { text: 'rate_limit: { interval: 1s, burst: 20 }', says: [] },
  {
    text: 'tls_config: { cert_file: x }',
    says: [/^1:1: tls_config: unknown key "tls_config", expected one of tls_server_config, /],
  },
  {
    text: 'http_server_config: { headers: { X-Frame-Options: allow, X-Other: a } }',
    says: [/X-Frame-Options: expected .*deny.*sameorigin/, /X-Other: unknown key/],
  },
  {
    text: 'basic_auth_users: { alice: hunter2 }',
    says: [/basic_auth_users\.alice: expected a bcrypt hash/],
  },
  {
    text: 'rate_limit: { interval: soon, burst: 0 }',
    says: [/interval: .*duration/, /burst: .*at least 1/],
  },
  { text: 'tls_server_config: { key_file: k }', says: [/tls_server_config: expected cert_file/] },
  {
    text: 'tls_server_config: { cert_file: c, key_file: k, client_ca_file: a }',
    says: [/client_ca_file: expected a client_auth_type that asks/],
  },
  {
    text: 'tls_server_config: { cert_file: c, key_file: k, client_auth_type: RequireAndVerifyClientCert }',
    says: [/client_auth_type: expected a client_ca_file/],
  },
  {
    text: 'tls_server_config: { cert_file: c, key_file: k, client_allowed_sans: [a] }',
    says: [/client_allowed_sans: expected a client_auth_type/],
  },
  {
    text: 'tls_server_config: { cert_file: c, key_file: k, min_version: SSL30, cipher_suites: [RC4] }',
    says: [/min_version: expected .*TLS12/, /cipher_suites\.0: expected .*TLS_ECDHE/],
  },
  {
    text: 'tls_server_config: { cert_file: c, key_file: k }',
    says: [/cert_file: cannot be read: ENOENT/],
  },
  {
    text: 'tls_server_config: { cert: "-----BEGIN x", key: SECRET }',
    says: [/tls_server_config\.key: expected a text in PEM$/],
  },
  {
    text: 'tls_server_config: { cert: "-----BEGIN x", key: "-----BEGIN y" }',
    says: [/tls_server_config: cannot be used: /],
  },
])('$text: $says', ({ text, says }) => {
  const problems = read(text)
  expect(problems).toEqual(says.map((one) => expect.stringMatching(one)))
  expect(problems.join()).not.toMatch(/hunter2|SECRET/)
})

test.skipIf(NO_OPENSSL || isMissing('promtool'))(
  'promtool and tuyawatch take our example, with its comments and without, and refuse it without its key',
  () => {
    const directory = temporaryDirectory()
    const file = join(directory, 'web.yml')
    copyFileSync('config/web.yml', file)
    makeAuthority(directory, 'clients')
    makeCertificate(directory, 'server', 'clients', 'DNS:localhost')
    expect(verdicts(file)).toEqual({ promtool: 'SUCCESS', tuyawatch: true })
    rmSync(join(directory, 'server.key'))
    expect(verdicts(file)).toEqual({ promtool: 'FAILED', tuyawatch: false })
  },
)

test.skipIf(NO_OPENSSL)('a key that belongs to another certificate is named', () => {
  const directory = temporaryDirectory()
  const file = join(directory, 'web.yml')
  makeAuthority(directory, 'a')
  makeAuthority(directory, 'b')
  writeFileSync(file, 'tls_server_config: { cert_file: a.crt, key_file: b.key }')
  expect(readWebConfig(file)).toMatchObject({
    ok: false,
    problems: [
      { line: 1, column: 33, message: expect.stringMatching(/cannot be used: .*mismatch/) },
    ],
  })
})

/** What both say of a web configuration. */
function verdicts(file: string) {
  const { stdout, stderr } = spawnSync('promtool', ['check', 'web-config', file], {
    encoding: 'utf8',
  })
  const [, promtool] = /(SUCCESS|FAILED)/.exec(`${stdout}${stderr}`) ?? []
  return { promtool, tuyawatch: readWebConfig(file).ok }
}
