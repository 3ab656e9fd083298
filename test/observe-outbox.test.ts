import { expect, test } from 'vitest'
import { outboxRemarks } from '../src/observe-outbox.ts'
import { createState } from '../src/store/state.ts'
import type { SentMail } from '../src/types/recent.ts'
import { DAY, HOUR, type Millis } from '../src/types/time.ts'
import { outboxEntry } from './notify/fixtures.ts'

const NOON = Date.UTC(2026, 10, 24, 12)
const RECEIVERS = [{ name: 'ops' }, { name: 'dev' }]
const LOST =
  'Receiver ops did not get its last message, given up at 2026-11-24T12:00:00.000Z: rejected: 554 no'

test.for<{ why: string; left: SentMail[]; after: Millis; remarks: string[] }>([
  { why: 'its last message was refused', left: [lost(NOON)], after: HOUR, remarks: [LOST] },
  { why: 'that is a day ago', left: [lost(NOON)], after: DAY, remarks: [] },
  { why: 'a later one arrived', left: [lost(NOON), sent(NOON + HOUR)], after: HOUR, remarks: [] },
  { why: 'an earlier one arrived', left: [lost(NOON), sent(NOON - 1)], after: 0, remarks: [LOST] },
  {
    why: 'one of another receiver arrived',
    left: [lost(NOON), { ...sent(NOON + 1), receiver: 'dev' }],
    after: HOUR,
    remarks: [LOST],
  },
])('what is said of a receiver: $why', ({ left, after, remarks }) => {
  const state = createState()
  for (const [slot, mail] of left.entries()) state.sent.set(slot, mail)
  expect(outboxRemarks(state, RECEIVERS, NOON + after)).toEqual(remarks)
})

test('what waits for a receiver that left the configuration stops no heartbeat', () => {
  const state = createState()
  const failing = { since: NOON, reason: 'other' as const }
  const waiting = outboxEntry({ receiver: 'ops', failing, lastError: 'other: gone' })
  state.outbox.set(waiting.id, waiting)
  state.sent.set(0, lost(NOON))
  const remarks = (names: readonly string[]) =>
    outboxRemarks(
      state,
      names.map((name) => ({ name })),
      NOON,
    )
  expect(remarks(['ops'])).toHaveLength(2)
  expect(remarks(['team'])).toEqual([])
})

function lost(at: Millis): SentMail {
  return { ...sent(at), outcome: 'given_up', lastError: 'rejected: 554 no' }
}

function sent(at: Millis): SentMail {
  return { at, id: `<${at}>`, receiver: 'ops', kind: 'firing', subject: 's', outcome: 'sent' }
}
