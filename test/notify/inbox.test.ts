import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { createConnection } from 'node:net'
import { basename, join } from 'node:path'
import { simpleParser } from 'mailparser'
import { expect, onTestFinished, test } from 'vitest'
import { glimpse } from '../../src/notify/glimpse.ts'
import { createInbox, type ReceivedMail } from '../../src/notify/inbox.ts'
import { createMailer } from '../../src/notify/mailer.ts'
import { render } from '../../src/notify/render.ts'
import { temporaryDirectory } from '../support/directory.ts'
import { CONTEXT, notification, outboxEntry, receiver, START } from './fixtures.ts'

test('our own mail is kept and announced with its subject and first lines', async () => {
  const { inbox, mails, directory } = await startInbox()
  const mail = render(notification(), CONTEXT)
  const mailer = createMailer(receiver({ port: inbox.port }))
  onTestFinished(() => mailer.close())
  expect(await mailer.send(outboxEntry({ mail }))).toMatchObject({ outcome: 'sent' })
  const [received] = mails
  expect(received).toMatchObject({
    subject: mail.subject,
    from: 'tuyawatch@example.com',
    to: ['ops@example.com'],
  })
  expect(received?.firstLines[0]).toBe(mail.text.split('\n')[0])
  const kept = await simpleParser(readFileSync(received?.file ?? ''))
  expect(kept.text).toBe(mail.text)
  expect(readdirSync(directory)).toEqual([basename(received?.file ?? '')])
})

test('a mail is kept byte for byte, under a name that sorts by time and says what it is', async () => {
  const { inbox, mails, directory } = await startInbox()
  const body = 'Subject: a/b: c\r\nX: \xff\r\n\r\n.. dots and \x00 bytes \xfe\r\n'
  await dialogue(inbox.port, body.replaceAll('\r\n..', '\r\n...'))
  expect(mails).toHaveLength(1)
  const name = '2026-11-24T10-15-30.000Z-0001-a-b-c.eml'
  expect(readFileSync(join(directory, name)).toString('latin1')).toBe(body)
})

test('a mail above the limit is refused and leaves nothing behind', async () => {
  const { inbox, mails, directory } = await startInbox()
  const answers = await dialogue(
    inbox.port,
    `Subject: big\r\n\r\n${'x'.repeat(6 * 1024 * 1024)}\r\n`,
  )
  expect(answers).toMatch(/^552/m)
  expect(mails).toEqual([])
  expect(readdirSync(directory)).toEqual([])
})

test('a mail that cannot be written is not accepted', async () => {
  const { inbox, directory } = await startInbox()
  rmSync(directory, { recursive: true })
  expect(await dialogue(inbox.port, 'Subject: x\r\n\r\ny\r\n')).toMatch(/^4\d\d/m)
})

test.for([
  ['Subject: =?UTF-8?Q?a_=E2=80=93_b?= =?UTF-8?Q?c?=\r\n\r\nx', 'a – bc', ['x']],
  ['Subject: =?utf-8?B?w6Q=?=\r\n\r\n', 'ä', []],
  ['Subject: folded\r\n over lines\r\n\r\n\r\n1\r\n\r\n2\r\n', 'folded over lines', ['1', '2']],
  ['Content-Transfer-Encoding: base64\r\n\r\nw6Q=', '', ['ä']],
  ['Content-Type: image/png\r\nSubject: s\r\n\r\nbytes', 's', []],
  ['', '', []],
] as const)('%j shows as %j and %j', ([mail, subject, firstLines]) => {
  expect(glimpse(Buffer.from(mail))).toEqual({ subject, firstLines })
})

async function startInbox() {
  const directory = join(temporaryDirectory(), 'mails')
  const mails: ReceivedMail[] = []
  const inbox = await createInbox({
    directory,
    now: () => START,
    onMail: (mail) => mails.push(mail),
  })
  onTestFinished(() => inbox.close())
  return { inbox, mails, directory }
}

/** Sends a mail as it stands, and gives all that the server said. */
function dialogue(port: number, mail: string): Promise<string> {
  const socket = createConnection(port, '127.0.0.1')
  const script = ['EHLO test', 'MAIL FROM:<a@example.com>', 'RCPT TO:<b@example.com>', 'DATA']
  let answers = ''
  return new Promise((resolve, reject) => {
    socket.on('data', (bytes) => {
      answers += bytes.toString()
      if (!/^\d\d\d .*\r\n$/m.test(bytes.toString())) return
      const next = script.shift()
      if (next) socket.write(`${next}\r\n`)
      else if (bytes.toString().startsWith('354')) socket.write(`${mail}.\r\n`, 'latin1')
      else if (!bytes.toString().startsWith('221')) socket.write('QUIT\r\n')
    })
    socket.on('close', () => resolve(answers))
    socket.on('error', reject)
  })
}
