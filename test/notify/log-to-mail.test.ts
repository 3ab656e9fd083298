import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import MailComposer from 'nodemailer/lib/mail-composer'
import { afterAll, expect, test } from 'vitest'
import { messageOf } from '../../src/notify/message.ts'
import type { OutboxEntry } from '../../src/types/outbox.ts'
import { MINUTE, type Millis } from '../../src/types/time.ts'
import { failure } from '../support/answers.ts'
import { temporaryDirectory } from '../support/directory.ts'
import { startEngine } from '../support/engine.ts'
import { rule } from '../support/events.ts'
import { receiver } from './fixtures.ts'

const START = Date.UTC(2026, 10, 24)
const RULES = [
  rule({
    condition: { kind: 'count', atLeast: 1 },
    windowMs: MINUTE,
    groupBy: ['project', 'code', 'path'],
  }),
]

/** What somebody who can write into the log would try. */
const HOSTILE = [
  '\r\nBcc: evil@evil.example\r\n\r\n',
  '\r\n.\r\nMAIL FROM:<evil@evil.example>\r\n',
  '=?utf-8?Q?=0D=0ABcc:x?=',
  '</pre></td></table><script>alert(1)</script>',
  '"><img src="https://evil.example/x.png" onerror=alert(1)>',
  '<!-- note -->',
  'https://evil.example/?a=b&c=d',
  'www.evil.example',
  '\u202egpj.exe\u2066',
  '\u001b]8;;https://evil.example\u0007click\u001b]8;;\u0007',
]

/** Ways in which a secret comes into a log. */
const PLANTS: readonly ((secret: string) => string)[] = [
  (secret) => `{"access_token":"${secret}","refresh_token":"${secret}"}`,
  (secret) => ` Authorization: Bearer ${secret}\n`,
  (secret) => ` client_secret=${secret}&sign=${secret} `,
  (secret) => ` {'local_key': '${secret}', 'uid': '${secret}'} `,
  (secret) => ` password: ${secret} `,
  (secret) => ` mail of ${secret}@corp.example `,
  (secret) => ` https://user:${secret}@relay.example/ `,
]

const secret = fc.stringMatching(/^Zq[A-Za-z0-9]{18}$/)
const piece = fc.oneof(
  fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes).toString('latin1')),
  fc.constantFrom(...HOSTILE),
)
/** A line break keeps it apart from the answer, as another record or as part of it. */
const around = fc
  .tuple(fc.array(piece, { maxLength: 4 }), fc.constantFrom('\n', ' ', '\n\t'))
  .map(([pieces, end]) => pieces.join('') + end)

let mails = 0

test('whatever bytes a log holds around an answer: no header, no link, no tag of theirs, and no secret in the mail', async () => {
  const [quiet] = mailsFor('', '')
  const benign = quiet && (await shapeOf(quiet))
  await fc.assert(
    fc.asyncProperty(around, around, secret, fc.constantFrom(...PLANTS), async (...drawn) => {
      const [before, after, planted, plant] = drawn
      for (const entry of mailsFor(before, ` ${plant(planted)}${after}`)) {
        mails += 1
        expect(await shapeOf(entry)).toEqual(benign)
        expect(JSON.stringify(entry)).not.toContain(planted)
      }
    }),
    { numRuns: 60 },
  )
})

afterAll(() => {
  // Else the property would hold because nothing was mailed.
  expect(mails).toBeGreaterThan(30)
})

/** The mails about an answer in a real log, through the engine. */
function mailsFor(before: string, after: string): OutboxEntry[] {
  const directory = temporaryDirectory()
  const engine = startEngine(directory, RULES)
  const log = join(directory, 'log', 'app.log')
  const answer = failure(1010, 'token invalid', START)
  appendFileSync(log, Buffer.from(`${before}${answer}${after}\nquiet\n`, 'latin1'))
  for (let now: Millis = START; now < START + 2 * MINUTE; now += 10_000) engine.tick(now, true)
  const entries = [...engine.state.outbox.values()]
  engine.crash()
  return entries
}

/** Header names, tags and addresses: what a mail is made of besides its text. */
async function shapeOf(entry: OutboxEntry) {
  const message = await new MailComposer(messageOf(receiver({ port: 25 }), entry)).compile().build()
  const [headers = ''] = message.toString().split('\r\n\r\n')
  const { html, text } = entry.mail
  return {
    headers: headers.match(/^[\w-]+(?=:)/gm),
    tags: new Set(
      html.match(/<[^>]*>/g)?.map((tag) => tag.replace(/ style="[^"]*"| title="\d+"/g, '')),
    ),
    addresses: new Set(
      [...html.matchAll(/\w+:\/\/[^\s"<]+/g), ...text.matchAll(/\w+:\/\/\S+/g)].map(String),
    ),
  }
}
