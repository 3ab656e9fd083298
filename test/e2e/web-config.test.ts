import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { hashSync } from 'bcryptjs'
import { expect, test } from 'vitest'
import { makeAuthority, makeCertificate, NO_OPENSSL } from '../support/certificates.ts'
import { temporaryDirectory } from '../support/directory.ts'
import { startTuyawatch, until } from '../support/process.ts'
import { isMissing } from '../support/promtool.ts'
import { query, startPrometheus } from '../support/server.ts'

function configure(web: string): string {
  const directory = temporaryDirectory()
  writeFileSync(join(directory, 'web.yml'), web)
  writeFileSync(
    join(directory, 'tuyawatch.yaml'),
    'state_dir: state\nhttp: { listen: "127.0.0.1:0", web_config: web.yml }\nlogs: [{ path: app.log }]\n',
  )
  return directory
}

async function start(directory: string): Promise<string> {
  const daemon = startTuyawatch(['run', '-c', join(directory, 'tuyawatch.yaml')])
  const port = () => /https?:\/\/127\.0\.0\.1:(\d+)/.exec(daemon.output())?.[1]
  return until('the port in the log', port)
}

test.skipIf(isMissing('prometheus') || NO_OPENSSL)(
  'Prometheus scrapes over TLS with its certificate and password, and the health check of the image needs neither (needs Debian’s packages prometheus and openssl)',
  async () => {
    const tls =
      '{ cert_file: server.crt, key_file: server.key, client_ca_file: ca.crt, client_auth_type: RequireAndVerifyClientCert }'
    const users = `{ prometheus: "${hashSync('secret', 10)}" }`
    const directory = configure(`tls_server_config: ${tls}\nbasic_auth_users: ${users}\n`)
    makeAuthority(directory, 'ca')
    makeCertificate(directory, 'server', 'ca', 'IP:127.0.0.1')
    makeCertificate(directory, 'scraper', 'ca', 'DNS:prometheus')
    const port = await start(directory)
    const job = (name: string, password: string) => `
  - job_name: ${name}
    scheme: https
    basic_auth: { username: prometheus, password: ${password} }
    tls_config: { ca_file: ca.crt, cert_file: scraper.crt, key_file: scraper.key }
    static_configs: [{ targets: ["127.0.0.1:${port}"] }]`
    const prometheus = await startPrometheus(
      directory,
      `global: { scrape_interval: 1s }\nscrape_configs:${job('right', 'secret')}${job('wrong', 'guess')}\n`,
    )
    const up = async (name: string) =>
      (await query(prometheus, `up{job="${name}"}`)).map(({ value }) => value)
    await until('a scrape', async () => (await up('right')).includes(1))
    await until('a refused scrape', async () => (await up('wrong')).includes(0))
    expect(await query(prometheus, 'tuyawatch_build_info')).toHaveLength(1)
    expect(await healthcheck(port)).toBe(0)
  },
  60_000,
)

test('the health check knows the well from the absent', async () => {
  const port = await start(configure(''))
  await until('health', async () => (await healthcheck(port)) === 0)
  expect(await healthcheck('1')).toBe(1)
})

test('a wrong web configuration is told, and nothing is started', async () => {
  const directory = configure('basic_auth_users: { ops: hunter2 }\n')
  const daemon = startTuyawatch(['run', '-c', join(directory, 'tuyawatch.yaml')])
  await once(daemon.process, 'exit')
  expect(daemon.process.exitCode).toBe(2)
  expect(daemon.output()).toContain('web.yml:1:26: basic_auth_users.ops: expected a bcrypt hash')
})

async function healthcheck(port: string): Promise<number | null> {
  const child = spawn(process.execPath, ['dist/healthcheck.js', port], { stdio: 'inherit' })
  await once(child, 'exit')
  return child.exitCode
}
