import fc from 'fast-check'
import { expect, test } from 'vitest'
import { codeKey, RECENT_MAX, recentErrors } from '../../src/count/recent.ts'
import { createState, type StoredState } from '../../src/store/state.ts'
import type { Event } from '../../src/types/event.ts'
import { failure, NOON, success } from '../support/events.ts'

const place = fc.record({
  at: fc.integer({ min: NOON - 50, max: NOON + 50 }),
  file: fc.integer({ min: 1, max: 3 }),
  offset: fc.nat(500),
})

test('of however many errors, in whatever order and pieces, the latest are kept', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(place, {
        selector: ({ file, offset }) => `${file} ${offset}`,
        maxLength: 3 * RECENT_MAX,
      }),
      fc.integer({ min: 1, max: 70 }),
      (places, size) => {
        const events = places.map((one) => failure(one))
        const latest = placesIn(noted([events]))
        expect(placesIn(noted(inPieces(events, size)))).toEqual(latest)
        expect(placesIn(noted(inPieces(events.toReversed(), size)))).toEqual(latest)
        expect(latest.map(([at]) => at)).toEqual(
          places
            .map(({ at }) => at)
            .sort((a, b) => a - b)
            .slice(-RECENT_MAX),
        )
      },
    ),
  )
})

test('an error is kept with its text; an answer that is none is not', () => {
  const { recent } = noted([[success(), failure({ code: '1106', sample: 'the line' })]])
  expect([...recent.values()]).toMatchObject([{ code: '1106', sample: 'the line', project: 'eu' }])
})

test('a flood changes no more rows than are kept', () => {
  const { recent } = noted(
    Array.from({ length: 2_000 }, (_, n) => [failure({ at: NOON + n, offset: n })]),
  )
  expect(recent.changed.size).toBe(RECENT_MAX)
})

test('a code is remembered with its last time, one beyond the limit of unknown codes with the others', () => {
  const unknown = failure({ code: '999', category: 'unknown', known: false })
  const { codesSeen } = noted([[failure({ at: NOON + 5 }), failure(), unknown]])
  expect(codesSeen.get(codeKey('1010', 'auth'))).toBe(NOON + 5)
  expect(codesSeen.get(codeKey('other', 'unknown'))).toBe(NOON)
})

function noted(readings: readonly (readonly Event[])[]): StoredState {
  const state = createState()
  for (const events of readings) {
    const recent = recentErrors(state)
    for (const event of events) recent.note(event)
    recent.settle()
  }
  return state
}

function inPieces(events: readonly Event[], size: number): readonly (readonly Event[])[] {
  const count = Math.ceil(events.length / size)
  return Array.from({ length: count }, (_, n) => events.slice(n * size, (n + 1) * size))
}

function placesIn({ recent }: StoredState): (readonly number[])[] {
  return [...recent.values()]
    .map(({ at, file, offset }) => [at, file, offset])
    .sort(([a = 0, b = 0, c = 0], [d = 0, e = 0, f = 0]) => a - d || b - e || c - f)
}
