import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createState, type StoredState } from '../../src/store/state.ts'
import type { Transition } from '../../src/types/alert.ts'
import type { Event } from '../../src/types/event.ts'
import type { Rule } from '../../src/types/rule.ts'
import { DAY, LATENESS, MINUTE, SECOND } from '../../src/types/time.ts'
import { failure, NOON, offline, rule, success } from '../support/events.ts'
import { contents, restarted, tick } from '../support/pipeline.ts'

const RULES: readonly Rule[] = [
  rule({ id: 'now', condition: { kind: 'count', atLeast: 1 }, windowMs: MINUTE }),
  rule({ id: 'many', windowMs: MINUTE, forMs: 50 * SECOND, groupBy: ['project', 'code'] }),
  rule({
    id: 'devices',
    match: { category: ['device_offline'] },
    groupBy: ['device_id'],
    windowMs: 17 * SECOND,
    keepFiringForMs: 3 * MINUTE,
    condition: { kind: 'count', atLeast: 2 },
  }),
]

test('law: one go or any cut into ticks and restarts, the transitions and the state are the same', () => {
  fc.assert(
    fc.property(timeline(), fc.array(fc.boolean(), { minLength: 40 }), (events, cuts) => {
      const whole = createState()
      const inOneGo = tick(whole, events, RULES, NOON + DAY)
      const pieces = inPieces(events, cuts)
      expect(pieces.transitions).toEqual(inOneGo)
      expect(contents(pieces.state)).toEqual(contents(whole))
    }),
    { numRuns: 300 },
  )
})

test('law: events that arrive up to the lateness behind their time change no transition', () => {
  fc.assert(
    fc.property(timeline(), fc.array(fc.nat(LATENESS - 1), { minLength: 40 }), (events, delays) => {
      const arrivals = events
        .map((event, index) => ({ event, arrives: event.at + (delays[index] ?? 0) }))
        .sort((a, b) => a.arrives - b.arrives)
      const state = createState()
      const delayed = arrivals.flatMap(({ event, arrives }) => tick(state, [event], RULES, arrives))
      delayed.push(...tick(state, [], RULES, NOON + DAY))
      expect(delayed).toEqual(tick(createState(), events, RULES, NOON + DAY))
    }),
    { numRuns: 300 },
  )
})

test('the laws see incidents of all kinds', () => {
  const reasons = fc
    .sample(timeline(), 200)
    .flatMap((events) => tick(createState(), events, RULES, NOON + DAY))
    .map(({ reason }) => reason)
  expect(new Set(reasons)).toEqual(
    new Set([
      'threshold_reached',
      'held_for_duration',
      'below_before_duration',
      'recovered_by_evidence',
      'recovered_by_quiet',
    ]),
  )
})

/** Up to 40 events in order of time, seconds or minutes apart. */
function timeline(): fc.Arbitrary<readonly Event[]> {
  const gap = fc.oneof(
    fc.constantFrom(0, 1, SECOND, MINUTE),
    fc.nat(3 * SECOND),
    fc.nat(2 * MINUTE),
    fc.nat(10 * MINUTE),
  )
  type Make = (change: { at: number; device: string }) => Event
  const kind = fc.constantFrom<Make[]>(failure, offline, success, success)
  const step = fc.record({ gap, kind, device: fc.constantFrom('d1', 'd2') })
  return fc.array(step, { minLength: 1, maxLength: 40 }).map((steps) => {
    let at = NOON
    return steps.map(({ gap: ms, kind: make, device }) => {
      at += ms
      return make({ at, device })
    })
  })
}

/** A tick ends behind each event whose cut is set; event time has then reached the next one. The state goes through restarts. */
function inPieces(
  events: readonly Event[],
  cuts: readonly boolean[],
): { readonly transitions: readonly Transition[]; readonly state: StoredState } {
  let state = createState()
  let piece: Event[] = []
  const transitions: Transition[] = []
  events.forEach((event, index) => {
    piece.push(event)
    const next = events[index + 1]
    if (next && !cuts[index]) return
    transitions.push(...tick(state, piece, RULES, next?.at ?? NOON + DAY))
    state = restarted(state)
    piece = []
  })
  return { transitions, state }
}
