import { appendFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type Fault, startFaultyRelay, TAKEN } from '../notify/faulty-relay.ts'
import { failure } from '../support/answers.ts'
import { temporaryDirectory } from '../support/directory.ts'
import { scrape, sumOf, until } from '../support/process.ts'
import { type Started, startRun } from './start.ts'

/** Where in its life a mail is when its daemon is killed. */
const IN_THE_DIALOGUE: readonly Fault[] = [
  'hang at the greeting',
  'hang at MAIL',
  'hang at RCPT',
  'hang at DATA',
  'hang within the mail',
  'hang before the answer',
]

test.for(IN_THE_DIALOGUE)(
  'kill -9 at a relay that would %s: the mail comes, and twice only if the relay had it',
  { timeout: 60_000 },
  async (fault) => {
    const relay = await startFaultyRelay()
    const { log, config } = write(relay.port)
    const happened = relay.fail(fault)
    const first = await startRun(config)
    quotaError(log)
    await happened
    if (TAKEN.includes(fault)) await until('the mail at the relay', () => relay.taken.length === 1)
    await first.daemon.end('SIGKILL')
    const second = await startRun(config)
    await isTold(second, relay.taken, TAKEN.includes(fault) ? 2 : 1)
  },
)

test.for([
  ['its notification is decided, about when it is saved', '"msg":"notification"', 1],
  ['the relay has taken it, about when that is saved', '"msg":"a notification was delivered"', 2],
] as const)('kill -9 as soon as %s', { timeout: 60_000 }, async ([, words, most]) => {
  const relay = await startFaultyRelay()
  const { log, config } = write(relay.port)
  const first = await startRun(config)
  quotaError(log)
  const { stdout, stderr } = first.daemon.process
  const said = Promise.withResolvers<void>()
  for (const stream of [stdout, stderr])
    stream?.on('data', (text: string) => {
      if (text.includes(words)) said.resolve()
    })
  await said.promise
  await first.daemon.end('SIGKILL')
  const second = await startRun(config)
  await isTold(second, relay.taken, most)
})

/** The outbox is empty again, and all that the relay took is one mail. */
async function isTold(
  { daemon, url }: Started,
  taken: readonly string[],
  most: number,
): Promise<void> {
  await until('the mail', () => taken.length > 0)
  await until('an empty outbox', async () => {
    const samples = await scrape(url)
    return samples !== undefined && sumOf(samples, 'tuyawatch_outbox_entries') === 0
  })
  expect(await daemon.end('SIGTERM')).toBe(0)
  expect(new Set(taken).size).toBe(1)
  expect(taken.length).toBeLessThanOrEqual(most)
}

function write(port: number): { readonly log: string; readonly config: string } {
  const directory = temporaryDirectory()
  const log = join(directory, 'app.log')
  const config = join(directory, 'tuyawatch.yaml')
  writeFileSync(log, '')
  writeFileSync(
    config,
    `state_dir: ${join(directory, 'state')}
http: { listen: 127.0.0.1:0 }
logs: [{ name: app, path: "${log}" }]
receivers: [{ name: ops, email: { to: ops@example.com, from: tuyawatch@example.com, smtp: { host: 127.0.0.1, port: ${port}, tls: none } } }]
`,
  )
  return { log, config }
}

function quotaError(log: string): void {
  const words = 'Your quota of Trial Edition is used up.'
  appendFileSync(log, `${failure(28841004, words, Date.now())}\n`)
}
