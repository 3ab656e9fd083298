import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { SMTPServer } from 'smtp-server'
import { expect, onTestFinished, test } from 'vitest'
import { startRun } from '../e2e/start.ts'
import { temporaryDirectory } from '../support/directory.ts'

/** Commands of tuyawatch in the pages, as they stand there; the daemon itself is started for them. */
const commands = ['README.md', ...globSync('docs/**/*.md')].flatMap((page) => {
  const blocks = [...readFileSync(page, 'utf8').matchAll(/^```sh\n(.*?)^```$/gms)]
  const lines = blocks.flatMap(([, block = '']) => block.replaceAll('\\\n', '').split('\n'))
  return lines.filter((line) => line.startsWith('tuyawatch ')).map((line) => ({ page, line }))
})

/** What a reader of the pages has at hand: logs, the configuration of the README, a relay, and the daemon at work. */
async function reader() {
  const directory = temporaryDirectory()
  const relay = new SMTPServer({
    authOptional: true,
    hideSTARTTLS: true,
    onData: (stream, _session, done) => stream.resume().on('end', () => done()),
  })
  onTestFinished(() => new Promise((resolve) => relay.close(() => resolve())))
  const server = relay.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  mkdirSync(join(directory, 'app'))
  const line =
    '2026-11-24T10:00:00Z ERROR {"code":1106,"msg":"permission deny","success":false,"t":1795514400000,"tid":"5a2f"}\n'
  for (const log of ['app/app.log', 'old.log', 'new.log'])
    appendFileSync(join(directory, log), line)
  const smtp = `{ host: 127.0.0.1, port: ${port}, tls: none }`
  const configuration = `
state_dir: state
http: { listen: 127.0.0.1:0 }
logs: [{ path: app/*.log*, project: my-cloud-project }]
receivers: [{ name: ops, email: { to: ops@example.com, from: tuyawatch@example.com, smtp: ${smtp} } }]
`
  for (const name of ['tuyawatch.yaml', 'changed.yaml', 'new.yaml'])
    writeFileSync(join(directory, name), configuration)
  const { url } = await startRun(join(directory, 'tuyawatch.yaml'))
  return { directory, url }
}

test('the pages have commands', () => expect(commands.length).toBeGreaterThan(10))

test('every command of tuyawatch in the pages does what it says', async () => {
  const { directory, url } = await reader()
  const main = join(process.cwd(), 'dist', 'main.js')
  const preamble = `tuyawatch() { '${process.execPath}' '${main}' "$@"; }`
  for (const { page, line } of commands) {
    if (line.startsWith('tuyawatch run')) continue
    const command = line
      .replaceAll('/var/log/app', 'app')
      .replace(/^(tuyawatch silence \w+)/, `$1 --url ${url}`)
      .replace(/(?<= expire \S+ \S+ )[0-9a-f]{8}$/, await silenceId(url))
    const child = spawn('bash', ['-euc', `${preamble}\n${command}`], { cwd: directory })
    let output = ''
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text
      })
    const [code] = await once(child, 'close')
    expect(code, `${page}: ${line}\n${output}`).toBe(0)
  }
})

/** The id that a reader would take over from `silence list`. */
async function silenceId(url: string): Promise<string> {
  const answer = await (await fetch(`${url}/api/v1/silences`)).text()
  return /"id":"([^"]+)"/.exec(answer)?.[1] ?? 'none'
}
