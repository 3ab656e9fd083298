import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Command } from 'commander'
import { simpleParser } from 'mailparser'
import { afterEach, expect, test, vi } from 'vitest'
import { registerTestAlert } from '../../src/commands/test-alert.ts'
import { startHttp } from '../notify/http-server.ts'
import { reply, startRelay } from '../notify/relay.ts'
import { temporaryDirectory } from '../support/directory.ts'

afterEach(() => {
  vi.restoreAllMocks()
  process.exitCode = 0
})

test('a working receiver gets the mail that an alert makes, marked as a test', async () => {
  const relay = await startRelay()
  const { out, exit } = await testAlert('ops', configFor(relay.port))
  expect(exit).toBe(0)
  expect(out).toMatch(/^✓ ops: delivered\n {2}mail to a@example.com, gone@example.com by 127/)
  const mail = await simpleParser(relay.mails[0] ?? '')
  expect(out).toContain(`Message-ID: ${mail.messageId}`)
  expect(mail.subject).toContain('test of this receiver')
  expect(mail.headers.get('x-tuyawatch-kind')).toBe('test')
  expect(mail.text).toContain('nothing is wrong')
})

test('a broken receiver is told in words: what the server said, what it means, where to look', async () => {
  const relay = await startRelay({ onConnect: (_, answer) => answer(reply(554, 'go away')) })
  const { out, exit } = await testAlert('ops', configFor(relay.port))
  expect(exit).toBe(1)
  expect(out).toMatch(/^✗ ops: not delivered \(greeting\)\n/)
  expect(out).toContain('Check the port')
  expect(out).toMatch(/In its words: .*go away/)
})

test('a recipient who is refused is a finding, although others have the mail', async () => {
  const relay = await startRelay({
    onRcptTo: ({ address }, _session, answer) =>
      answer(address.startsWith('gone') ? reply(550, 'no such user') : null),
  })
  const { out, exit } = await testAlert('ops', configFor(relay.port))
  expect(exit).toBe(1)
  expect(out).toContain('delivered, but not to everybody')
  expect(out).toMatch(/Refused: gone@example.com: 550.*no such user/)
})

test('a webhook is tested by the same way, and its address is not shown', async () => {
  const server = await startHttp()
  const url = `${server.url}/services/secret`
  const config = `logs: [{ path: /a.log }]\nreceivers: [{ name: chat, webhook: { url: "${url}" } }]`
  const { out, exit } = await testAlert('chat', config)
  expect(exit).toBe(0)
  expect(out).not.toContain('secret')
  expect(JSON.parse(server.received[0]?.body ?? '')).toMatchObject({
    kind: 'test',
    receiver: 'chat',
  })
})

test.for([
  ['a name that no receiver has', 'opps', configFor(25), 'did you mean ops?'],
  ['a configuration that is wrong', 'ops', 'logs: []', 'c.yaml:1:7: logs'],
  ['no receivers', 'ops', 'logs: [{ path: /a.log }]', 'has no receivers'],
] as const)('%s is bad usage', async ([, name, config, words]) => {
  const { err, exit } = await testAlert(name, config)
  expect(exit).toBe(2)
  expect(err).toContain(words)
})

async function testAlert(receiver: string, config: string) {
  const file = join(temporaryDirectory(), 'c.yaml')
  writeFileSync(file, config)
  const out: string[] = []
  const err: string[] = []
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => out.push(String(text)) > 0)
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => err.push(String(text)) > 0)
  const program = new Command('tuyawatch').exitOverride()
  registerTestAlert(program)
  await program.parseAsync(['test-alert', receiver, '-c', file], { from: 'user' })
  return { out: out.join(''), err: err.join(''), exit: Number(process.exitCode ?? 0) }
}

function configFor(port: number): string {
  return `
logs: [{ path: /a.log }]
receivers:
  - name: ops
    email: { to: [a@example.com, gone@example.com], from: t@example.com, smtp: { host: 127.0.0.1, port: ${port}, tls: none } }
`
}
