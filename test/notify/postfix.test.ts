import { simpleParser } from 'mailparser'
import { expect, onTestFinished, test } from 'vitest'
import { createMailer } from '../../src/notify/mailer.ts'
import { makeEntry } from '../../src/notify/outbox.ts'
import { render } from '../../src/notify/render.ts'
import { NO_POSTFIX, startPostfix } from '../support/postfix.ts'
import { until } from '../support/process.ts'
import { CONTEXT, notification, receiver, START } from './fixtures.ts'
import { KEY, RELAY_CERTIFICATE } from './relay.ts'

test.skipIf(NO_POSTFIX)(
  'a real Postfix takes our mails over STARTTLS, delivers them unchanged, and its refusals are understood',
  async () => {
    const postfix = await startPostfix({ cert: RELAY_CERTIFICATE, key: KEY })
    const told = notification()
    const entry = makeEntry(told, render(told, CONTEXT), START)
    const send = (to: readonly string[], id = entry.id) =>
      mailer(to, postfix.port).send({ ...entry, id })

    expect(await mailer([], postfix.port).verify()).toBeUndefined()
    expect(await send(['ops@example.com'])).toEqual({ entry: entry.id, outcome: 'sent' })
    const [source = ''] = await until(
      'the mail in the mailbox',
      () => postfix.mails().length > 0 && postfix.mails(),
    )
    const mail = await simpleParser(source)
    expect(mail).toMatchObject({
      subject: entry.mail.subject,
      messageId: entry.id,
      inReplyTo: entry.mail.threadId,
      references: entry.mail.threadId,
      date: new Date(START),
      text: entry.mail.text,
      html: entry.mail.html,
    })
    expect(source).toMatch(/by relay\.test \(Postfix\) with ESMTPS/)
    expect(mail.headers.get('auto-submitted')).toBe('auto-generated')

    expect(await send(['ops@example.com', 'gone@example.com'])).toMatchObject({
      outcome: 'sent',
      refused: expect.stringMatching(/^gone@example.com: 550 .*no such user/),
    })
    expect(await send(['ops@example.com', 'slow@example.com'])).toMatchObject({
      reason: 'rejected_temporarily',
      detail: expect.stringMatching(/greylisted/),
      to: ['slow@example.com'],
    })
    expect(await send(['ops@elsewhere.example'])).toMatchObject({
      reason: 'rejected',
      detail: expect.stringMatching(/Relay access denied/),
    })
    await until('all mails', () => postfix.mails().length === 3)
  },
)

function mailer(to: readonly string[], port: number) {
  const base = receiver({
    port,
    tls: 'starttls',
    caFile: RELAY_CERTIFICATE,
    serverName: 'relay.test',
  })
  const made = createMailer({ ...base, email: { ...base.email, to } })
  onTestFinished(() => made.close())
  return made
}
