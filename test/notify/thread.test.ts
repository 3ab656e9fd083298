import { type ParsedMail, simpleParser } from 'mailparser'
import { expect, onTestFinished, test } from 'vitest'
import { createMailer } from '../../src/notify/mailer.ts'
import { makeEntry } from '../../src/notify/outbox.ts'
import { render } from '../../src/notify/render.ts'
import type { Notification } from '../../src/types/notification.ts'
import { HOUR, MINUTE } from '../../src/types/time.ts'
import { CONTEXT, notification, receiver, START } from './fixtures.ts'
import { type Threadable, threadsOf } from './jwz.ts'
import { startRelay } from './relay.ts'

const TOLD = { at: START, total: 15, reminders: 0 }
const STORY: readonly Notification[] = [
  notification(),
  notification({ kind: 'update', at: START + 9 * MINUTE, told: TOLD }),
  notification({
    kind: 'resolved',
    at: START + HOUR,
    told: TOLD,
    resolved: { at: START + HOUR, by: 'evidence' },
  }),
]

test('the threading of mail programs: replies follow references, whether their root was seen or not', () => {
  const message = (messageId: string, ...references: string[]): Threadable => ({
    messageId,
    subject: 's',
    references,
  })
  const shape = (messages: Threadable[]) =>
    JSON.stringify(threadsOf(messages), ['messageId', 'replies'])
  expect(shape([message('a'), message('b', 'a'), message('c', 'a', 'b')])).toBe(
    '[{"messageId":"a","replies":[{"messageId":"b","replies":[{"messageId":"c","replies":[]}]}]}]',
  )
  expect(shape([message('b', 'root'), message('c', 'root')])).toBe(
    '[{"messageId":"root","replies":[{"messageId":"b","replies":[]},{"messageId":"c","replies":[]}]}]',
  )
  expect(shape([message('b', 'root'), message('c', 'other')])).toBe(
    '[{"messageId":"b","replies":[]},{"messageId":"c","replies":[]}]',
  )
  expect(shape([message('a', 'b'), message('b', 'a')])).toContain('"a"')
})

test('the three mails of an incident are one thread, in whatever order they come', async () => {
  const mails = await received(STORY)
  for (const order of [mails, mails.toReversed()]) {
    const threads = threadsOf(order)
    expect(threads).toHaveLength(1)
    expect(threads[0]?.replies.map(({ messageId }) => messageId)).toEqual(
      order.map(({ messageId }) => messageId),
    )
  }
  expect(new Set(mails.map(({ subject }) => subject)).size).toBe(1)
})

test('the thread holds when the first mail was lost, and when a relay gave the mails other ids', async () => {
  const [, ...later] = await received(STORY)
  expect(threadsOf(later)).toHaveLength(1)
  const renamed = later.map((mail, index) => ({ ...mail, messageId: `<${index}@relay.example>` }))
  expect(threadsOf(renamed)).toHaveLength(1)
})

test('the next incident of the same rule is a thread of its own', async () => {
  const next = STORY.map((one) => ({ ...one, incident: 'b3d6fh1z' }))
  const mails = await received([...STORY, ...next])
  expect(threadsOf(mails).map(({ replies }) => replies.length)).toEqual([3, 3])
  expect(new Set(mails.map(({ subject }) => subject)).size).toBe(2)
})

/** As they come out of a real server. */
async function received(story: readonly Notification[]): Promise<Threadable[]> {
  const relay = await startRelay()
  const mailer = createMailer(receiver({ port: relay.port }))
  onTestFinished(() => mailer.close())
  for (const one of story) await mailer.send(makeEntry(one, render(one, CONTEXT), one.at))
  const mails = await Promise.all(relay.mails.map((mail) => simpleParser(mail)))
  return mails.map(threadable)
}

function threadable({ messageId = '', subject = '', references = [] }: ParsedMail): Threadable {
  return { messageId, subject, references: [references].flat() }
}
