import { expect, test } from 'vitest'
import { applyDelivery } from '../../src/delivered.ts'
import { dueEntries } from '../../src/notify/outbox.ts'
import { render } from '../../src/notify/render.ts'
import { post } from '../../src/posting.ts'
import { createState, type StoredState } from '../../src/store/state.ts'
import type { Event } from '../../src/types/event.ts'
import { HOUR, MINUTE, type Millis, SECOND } from '../../src/types/time.ts'
import { CONTEXT } from '../notify/fixtures.ts'
import { failure, NOON, rule, success } from '../support/events.ts'
import { contents, liveTick } from '../support/pipeline.ts'

const RULES = [rule({ condition: { kind: 'count', atLeast: 5 } })]
const OFFICE = {
  render: (told: Parameters<typeof render>[0]) => render(told, CONTEXT),
  fallbacks: new Map(),
  inFlight: new Set<string>(),
}

const trouble: readonly Event[] = [
  ...Array.from({ length: 60 }, (_, minute) => failure({ at: NOON + minute * MINUTE })),
  success({ at: NOON + HOUR }),
]

/** Three hours of the daemon; the relay takes nothing while it is down. */
function live(isDown: (now: Millis) => boolean): { state: StoredState; sent: string[] } {
  const state = createState()
  const sent: string[] = []
  for (let now = NOON; now <= NOON + 3 * HOUR; now += 10 * SECOND) {
    const due = trouble.filter(({ at }) => at <= now && at > now - 10 * SECOND)
    const told = liveTick(state, due, RULES, now)
    for (const one of told) post(state, one, told, OFFICE, now)
    for (const { id: entry, kind } of dueEntries(state.outbox.values(), now)) {
      if (!isDown(now)) sent.push(kind)
      const failed = { entry, outcome: 'failed', reason: 'connect', detail: 'refused' } as const
      applyDelivery(
        state,
        isDown(now) ? failed : { entry, outcome: 'sent' },
        now,
        0.5,
        OFFICE.inFlight,
      )
    }
  }
  return { state, sent }
}

test('a relay that cannot be reached for two hours: what is counted and judged is the same, and its state then is told once', () => {
  const well = live(() => false)
  const down = live((now) => now < NOON + 2 * HOUR)
  const { counters: a, sent: _, ...one } = contents(well.state)
  const { counters: b, sent: __, ...other } = contents(down.state)
  expect(other).toEqual(one)
  const answers = (counters: unknown) =>
    Object.entries(counters ?? {}).filter(([name]) => !name.includes('tuyawatch_notifications'))
  expect(answers(b)).toEqual(answers(a))
  expect(well.sent).toEqual(['firing', 'update', 'update', 'update', 'resolved'])
  expect(down.sent).toEqual(['resolved'])
})
