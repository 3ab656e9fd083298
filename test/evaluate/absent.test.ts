import fc from 'fast-check'
import { expect, test } from 'vitest'
import { noteLog } from '../../src/count/pulses.ts'
import { createState, type StoredState } from '../../src/store/state.ts'
import type { Transition } from '../../src/types/alert.ts'
import type { Event } from '../../src/types/event.ts'
import type { AbsentCondition, Rule } from '../../src/types/rule.ts'
import { DAY, HOUR, MINUTE, type Millis } from '../../src/types/time.ts'
import { failure, NOON, rule, success } from '../support/events.ts'
import { contents, restarted, tick } from '../support/pipeline.ts'

const LOG = { name: 'billing', project: 'eu' }

function absent(what: AbsentCondition['what'], change: Partial<Rule> = {}): Rule {
  return rule({ id: what, condition: { kind: 'absent', what }, windowMs: 30 * MINUTE, ...change })
}

function story(transitions: readonly Transition[]): string[] {
  return transitions.map(({ at, to, counts: { facts } }) => {
    const why = facts?.kind === 'absent' ? facts.why : ''
    return `${(at - NOON) / MINUTE} ${to?.state}: ${why}`
  })
}

const each = (n: number, make: (at: Millis) => Event, from = 0) =>
  Array.from({ length: n }, (_, index) => make(NOON + (from + index * 10) * MINUTE))
const good = (at: Millis) => success({ at })
const bad = (at: Millis) => failure({ at })

test('no answer for the window fires, and the next one ends it', () => {
  const events = [...each(2, good), ...each(1, good, 60)]
  const transitions = tick(createState(), events, [absent('response')], NOON + 80 * MINUTE)
  expect(story(transitions)).toEqual([
    '40 firing: application_silent',
    '60 resolved: application_silent',
  ])
  expect(transitions[0]?.to).toMatchObject({ since: NOON + 10 * MINUTE })
})

test('errors are answers, but no successes', () => {
  const events = [...each(1, good), ...each(6, bad, 10)]
  const rules = [absent('response'), absent('success')]
  const transitions = tick(createState(), events, rules, NOON + 61 * MINUTE)
  expect(story(transitions)).toEqual(['30 firing: only_errors'])
})

test.for([
  { pulse: 'line', why: 'format_changed' },
  { pulse: 'unreadable', why: 'file_unreadable' },
] as const)('no answer beside a log with "$pulse" is $why', ({ pulse, why }) => {
  const state = createState()
  const rules = [absent('response')]
  tick(state, each(1, good), rules, NOON + MINUTE)
  noteLog(state, pulse, LOG, NOON + 25 * MINUTE, rules)
  expect(story(tick(state, [], rules, NOON + 40 * MINUTE))).toEqual([`30 firing: ${why}`])
})

test('a log of which no answer was ever read fires too, from its first line on', () => {
  const state = createState()
  const rules = [absent('response')]
  noteLog(state, 'line', LOG, NOON, rules)
  noteLog(state, 'line', LOG, NOON + 20 * MINUTE, rules)
  expect(story(tick(state, [], rules, NOON + 40 * MINUTE))).toEqual(['30 firing: format_changed'])
})

test('nothing is missed of what was never there, nor of a log that the rule does not mean', () => {
  const state = createState()
  const rules = [absent('line', { match: { source: ['other-*'] } })]
  expect(tick(state, each(1, good), rules, NOON + DAY)).toEqual([])
})

test('each log by itself where the rule groups by source', () => {
  const rules = [absent('response', { groupBy: ['source'] })]
  const events = [...each(1, good), ...each(9, (at) => success({ at, source: 'web' }))]
  const transitions = tick(createState(), events, rules, NOON + 61 * MINUTE)
  expect(transitions.map(({ key }) => key.group)).toEqual([{ source: 'billing' }])
})

test('a backlog after a restart is judged in its own time: a pause of the daemon is none of the log', () => {
  const rules = [absent('response')]
  let state = createState()
  tick(state, each(3, good), rules, NOON + 21 * MINUTE)
  state = restarted(state)
  expect(tick(state, each(30, good, 30), rules, NOON + 5 * HOUR)).toEqual([])
})

test('law: any cut into ticks and restarts gives the same transitions and state', () => {
  const rules = [absent('response'), absent('success', { groupBy: ['source'] })]
  const step = fc.record({ gap: fc.nat(50 * MINUTE), make: fc.constantFrom(good, bad) })
  fc.assert(
    fc.property(
      fc.array(step, { minLength: 1, maxLength: 30 }),
      fc.array(fc.boolean(), { minLength: 30 }),
      (steps, cuts) => {
        let at = NOON
        const events = steps.map(({ gap, make }) => {
          at += gap
          return make(at)
        })
        const end = NOON + 3 * DAY
        const whole = createState()
        const inOneGo = tick(whole, events, rules, end)
        let state: StoredState = createState()
        const pieces: Transition[] = []
        let piece: Event[] = []
        events.forEach((event, index) => {
          piece.push(event)
          const next = events[index + 1]
          if (next && !cuts[index]) return
          pieces.push(...tick(state, piece, rules, next?.at ?? end))
          state = restarted(state)
          piece = []
        })
        expect(pieces).toEqual(inOneGo)
        expect(contents(state)).toEqual(contents(whole))
      },
    ),
    { numRuns: 60 },
  )
})
