import { expect, test } from 'vitest'
import { render } from '../../src/notify/render.ts'
import { isToBeTakenOver, TAKE_OVER_AFTER, takenOver } from '../../src/notify/takeover.ts'
import { CONTEXT, notification, outboxEntry, START } from './fixtures.ts'

const failing = { since: START, reason: 'connect' as const }

test.for([
  { why: 'it never failed', change: {}, after: TAKE_OVER_AFTER, is: false },
  { why: 'not long enough', change: { failing }, after: TAKE_OVER_AFTER - 1, is: false },
  { why: 'five minutes', change: { failing }, after: TAKE_OVER_AFTER, is: true },
  {
    why: 'it was delivered once and is only repeated',
    change: { failing, deliveredAt: START },
    after: TAKE_OVER_AFTER,
    is: false,
  },
])('taken over: $is, $why', ({ change, after, is }) => {
  expect(isToBeTakenOver(outboxEntry(change), START + after)).toBe(is)
})

test('the fallback gets the same mail, due at once, with a word on why, and by its own name', () => {
  const mail = render(notification(), CONTEXT)
  const lastError = 'connect: <refused> $& by mail.example.com'
  const taken = takenOver(outboxEntry({ mail, failing, lastError, attempts: 9 }), 'chat', START)
  const words = 'This comes to you because the receiver “ops” cannot be reached since 2026-11-24'
  expect(taken).toMatchObject({ receiver: 'chat', standsInFor: 'ops', attempts: 0 })
  expect(taken.id).not.toBe(outboxEntry().id)
  expect(taken.mail.messageId).toBe(mail.messageId)
  expect(taken.mail.text).toBe(
    `${words} 10:15:30 UTC (connect: <refused> $& by mail[.]example[.]com).\n\n${mail.text}`,
  )
  expect(taken.mail.html).toContain(words)
  expect(taken.mail.html).toContain('&lt;refused&gt; $&amp; by')
})
