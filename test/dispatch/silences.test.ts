import { expect, test } from 'vitest'
import type { About } from '../../src/dispatch/about.ts'
import { matchesAlert } from '../../src/dispatch/match-alert.ts'
import { silenceFor } from '../../src/dispatch/silences.ts'
import { createState } from '../../src/store/state.ts'
import {
  type AlertMatcher,
  DEFAULT_POLICY,
  type Policy,
  type Silence,
} from '../../src/types/noise.ts'
import { HOUR, MINUTE, SECOND } from '../../src/types/time.ts'
import { failure, NOON, rule, success } from '../support/events.ts'
import { liveTick, restarted } from '../support/pipeline.ts'

const RULES = [rule({ condition: { kind: 'count', atLeast: 1 }, keepFiringForMs: 3 * HOUR })]

const silence = (change: Partial<Silence> = {}): Silence => ({
  id: 's1',
  match: { project: ['e*'] },
  from: NOON,
  until: NOON + HOUR,
  reason: 'works on the line',
  ...change,
})
const withSilences = (...silences: Silence[]): Policy => ({
  ...DEFAULT_POLICY,
  noise: { ...DEFAULT_POLICY.noise, silences },
})

test('nobody is told while a silence holds; what goes on after it is told then', () => {
  const state = createState()
  const policy = withSilences(silence())
  liveTick(state, [failure()], RULES, NOON + 2 * SECOND, { policy })
  expect(liveTick(restarted(state), [], RULES, NOON + HOUR - 1, { policy })).toEqual([])
  expect(liveTick(state, [], RULES, NOON + HOUR, { policy })).toMatchObject([{ kind: 'firing' }])
})

test('what began and ended within a silence is told to nobody', () => {
  const state = createState()
  const policy = withSilences(silence({ until: NOON + 9 * HOUR }))
  const rules = [rule({ condition: { kind: 'count', atLeast: 1 } })]
  liveTick(state, [failure()], rules, NOON + 2 * SECOND, { policy })
  const well = [success({ at: NOON + MINUTE })]
  expect(liveTick(state, well, rules, NOON + HOUR, { policy })).toEqual([])
  expect(state.announced.size).toBe(0)
})

test('who was told before gets no update, no reminder, and the resolved notice', () => {
  const state = createState()
  expect(liveTick(state, [failure()], RULES, NOON + 2 * SECOND)).toHaveLength(1)
  state.silences.set('s1', silence({ until: NOON + 9 * HOUR }))
  const more = [failure({ at: NOON + MINUTE }), failure({ at: NOON + MINUTE })]
  expect(liveTick(state, more, RULES, NOON + 2 * HOUR)).toEqual([])
  const well = [success({ at: NOON + 2 * HOUR })]
  expect(liveTick(restarted(state), well, RULES, NOON + 8 * HOUR)).toMatchObject([
    { kind: 'resolved' },
  ])
})

test('a silence made by API is forgotten when it is over', () => {
  const state = createState()
  state.silences.set('s1', silence())
  liveTick(state, [], RULES, NOON + HOUR - 1)
  expect(state.silences.size).toBe(1)
  liveTick(state, [], RULES, NOON + HOUR)
  expect(state.silences.size).toBe(0)
})

test('a silence that begins later holds from then on', () => {
  const state = createState()
  const policy = withSilences(silence({ from: NOON + MINUTE }))
  expect(liveTick(state, [failure()], RULES, NOON + 2 * SECOND, { policy })).toHaveLength(1)
})

const ABOUT: About = {
  rule: ['devices-offline'],
  severity: ['warning'],
  project: ['eu-prod'],
  source: [],
  path: [],
  code: ['2001', '2003'],
  category: ['device_offline'],
  kind: ['device_offline'],
}

test.for<{ match: AlertMatcher; means: boolean; why: string }>([
  { match: {}, means: true, why: 'nothing is asked' },
  { match: { rule: ['devices-*'] }, means: true, why: 'a glob of the rule' },
  { match: { project: ['us-*', 'eu-*'] }, means: true, why: 'one of two globs' },
  { match: { project: ['us-*'] }, means: false, why: 'another project' },
  { match: { code: ['2001', '2003', '1010'] }, means: true, why: 'all codes are named' },
  { match: { code: ['2001'] }, means: false, why: 'it is about another code too' },
  { match: { source: ['*'] }, means: false, why: 'what is not known does not hold' },
  {
    match: { category: ['device_offline'], severity: ['critical'] },
    means: false,
    why: 'one key does not hold',
  },
])('$means: $why', ({ match, means }) => {
  expect(matchesAlert(match, ABOUT)).toBe(means)
})

test('the empty project is matched by itself and by a star', () => {
  const about = { ...ABOUT, project: [''] }
  expect(matchesAlert({ project: [''] }, about)).toBe(true)
  expect(matchesAlert({ project: ['*'] }, about)).toBe(true)
  expect(matchesAlert({ project: ['e*'] }, about)).toBe(false)
})

test('of several silences the one that holds longest counts', () => {
  const silences = [silence(), silence({ id: 's2', until: NOON + 2 * HOUR }), silence({ id: 's3' })]
  expect(silenceFor(ABOUT, silences)?.id).toBe('s2')
})
