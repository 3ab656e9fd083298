import fc from 'fast-check'
import MailComposer from 'nodemailer/lib/mail-composer'
import { expect, test } from 'vitest'
import { messageOf } from '../../src/notify/message.ts'
import { render } from '../../src/notify/render.ts'
import type { OutboxEntry } from '../../src/types/outbox.ts'
import { CONTEXT, COUNTS, notification, outboxEntry, receiver } from './fixtures.ts'

const hostile = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc.constantFrom(
        '\r\n',
        '\n',
        '\r',
        '\u0085',
        '\u2028',
        'Bcc: evil@evil.example',
        '=?utf-8?Q?=0D=0ABcc:x?=',
      ),
    ),
    { maxLength: 8 },
  )
  .map((pieces) => pieces.join(''))

test('no log text makes a header or a part of the message', async () => {
  const names = await headerNames(entryAbout('quiet'))
  await fc.assert(
    fc.asyncProperty(hostile, async (text) => {
      expect(await headerNames(entryAbout(text))).toEqual(names)
    }),
    { numRuns: 50 },
  )
})

test('a boundary cannot be guessed by who writes into the log', async () => {
  const boundaries = await Promise.all([source(outboxEntry()), source(outboxEntry())])
  const [first, second] = boundaries.map((mail) => /boundary="([^"]+)"/.exec(mail)?.[1])
  expect(first).not.toBe(second)
})

test('an entry that some recipients have had goes to the others only, with the same To', () => {
  const message = messageOf(receiver({ port: 25 }), outboxEntry({ to: ['b@example.com'] }))
  expect(message).toMatchObject({ to: ['ops@example.com'], envelope: { to: ['b@example.com'] } })
})

function entryAbout(text: string): OutboxEntry {
  const counts = { ...COUNTS, samples: COUNTS.samples.map((sample) => ({ ...sample, text })) }
  const told = notification({ counts, group: { project: 'p', device_id: text } })
  return outboxEntry({ incident: `i${text}`, mail: render(told, CONTEXT) })
}

/** Names of all header lines, those of the parts included. */
async function headerNames(entry: OutboxEntry) {
  const blocks = (await source(entry)).split(/^--.*$/m)
  return blocks.map((block) =>
    (block.trimStart().split('\r\n\r\n')[0] ?? '').match(/^[\w-]+(?=:)/gm),
  )
}

async function source(entry: OutboxEntry): Promise<string> {
  const message = await new MailComposer(messageOf(receiver({ port: 25 }), entry)).compile().build()
  return message.toString()
}
