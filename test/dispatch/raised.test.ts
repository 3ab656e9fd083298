import { expect, test } from 'vitest'
import { createState } from '../../src/store/state.ts'
import { DEFAULT_POLICY, type Noise, type Policy } from '../../src/types/noise.ts'
import { HOUR, MINUTE, type Millis, SECOND } from '../../src/types/time.ts'
import { failure, NOON, rule } from '../support/events.ts'
import { liveTick, restarted } from '../support/pipeline.ts'

/** A warning at 2 errors, critical at 5, beside others that use up the mails. */
const LEVELS = rule({
  ...{ id: 'levels', name: 'levels', match: { code: ['1010'] }, windowMs: 10 * MINUTE },
  condition: { kind: 'count', atLeast: 2, criticalAt: 5 },
})
const OTHERS = rule({
  ...{ id: 'others', name: 'others', match: { category: ['parameter'] }, groupBy: ['code'] },
  ...{ condition: { kind: 'count', atLeast: 1 }, repeatMs: [] },
})

function withNoise(noise: Partial<Noise>): Policy {
  return { ...DEFAULT_POLICY, noise: { ...DEFAULT_POLICY.noise, ...noise } }
}

const errors = (n: number, at: Millis) => Array.from({ length: n }, () => failure({ at }))

/** Second by second, restarted in between; what was told, and when. */
function live(state: ReturnType<typeof createState>, from: Millis, to: Millis, policy: Policy) {
  const told: string[] = []
  let one = state
  for (let now = from; now <= to; now += SECOND) {
    const sent = liveTick(one, [], [LEVELS, OTHERS], now, { policy })
    told.push(...sent.map(({ kind, reason }) => `${kind} ${reason} ${(now - NOON) / SECOND}`))
    if (now % MINUTE === 0) one = restarted(one)
  }
  return { told, state: one }
}

test('what quiet hours held as a warning is told at once, on its own, when it becomes critical', () => {
  const night = { from: 12 * 60, to: 20 * 60, timezone: 'UTC', except: 'critical' } as const
  const policy = withNoise({ quietHours: night })
  const state = createState()
  liveTick(state, errors(2, NOON + SECOND), [LEVELS], NOON + SECOND, { policy })
  const asWarning = live(state, NOON + 2 * SECOND, NOON + MINUTE, policy)
  expect(asWarning.told).toEqual([])
  liveTick(asWarning.state, errors(3, NOON + 2 * MINUTE), [LEVELS], NOON + 2 * MINUTE, { policy })
  const { told } = live(asWarning.state, NOON + 121 * SECOND, NOON + 3 * MINUTE, policy)
  expect(told).toEqual(['firing new_alert 121'])
})

test('what quiet hours without an exception held as a warning waits for their end, critical or not', () => {
  const policy = withNoise({ quietHours: { from: 12 * 60, to: 12 * 60 + 5, timezone: 'UTC' } })
  const state = createState()
  liveTick(state, errors(9, NOON + SECOND), [LEVELS], NOON + SECOND, { policy })
  const { told } = live(state, NOON + 2 * SECOND, NOON + 6 * MINUTE, policy)
  expect(told).toEqual(['digest quiet_hours_over 300'])
})

test('what the limit of mails held as a warning is told at once when it becomes critical', () => {
  const policy = withNoise({ mailLimit: { perHour: 2, perDay: 9 } })
  const state = createState()
  const noise = ['a', 'b', 'c'].map((code) =>
    failure({ at: NOON + SECOND, code, category: 'parameter', kind: 'parameter', scope: 'call' }),
  )
  liveTick(state, noise, [LEVELS, OTHERS], NOON + SECOND, { policy })
  expect(live(state, NOON + 2 * SECOND, NOON + 10 * SECOND, policy).told).toEqual([
    'firing new_alert 3',
    'firing new_alert 3',
  ])
  liveTick(state, errors(2, NOON + 20 * SECOND), [LEVELS, OTHERS], NOON + 20 * SECOND, { policy })
  expect(live(state, NOON + 21 * SECOND, NOON + 50 * SECOND, policy).told).toEqual([])
  liveTick(state, errors(3, NOON + MINUTE), [LEVELS, OTHERS], NOON + MINUTE, { policy })
  expect(live(state, NOON + 61 * SECOND, NOON + 2 * MINUTE, policy).told).toEqual([
    'firing new_alert 61',
  ])
})

test('what was told as a warning is told at once when it becomes critical, also where the mails are used up', () => {
  const policy = withNoise({ mailLimit: { perHour: 4, perDay: 60 } })
  const state = createState()
  liveTick(state, errors(2, NOON), [LEVELS, OTHERS], NOON + SECOND, { policy })
  const noise = ['a', 'b', 'c', 'd', 'e'].map((code) =>
    failure({
      at: NOON + 5 * SECOND,
      code,
      category: 'parameter',
      kind: 'parameter',
      scope: 'call',
    }),
  )
  expect(live(state, NOON + 2 * SECOND, NOON + 4 * SECOND, policy).told).toHaveLength(1)
  liveTick(state, noise, [LEVELS, OTHERS], NOON + 5 * SECOND, { policy })
  expect(live(state, NOON + 6 * SECOND, NOON + 50 * SECOND, policy).told).toHaveLength(2)
  liveTick(state, errors(3, NOON + MINUTE), [LEVELS, OTHERS], NOON + MINUTE, { policy })
  expect(live(state, NOON + 61 * SECOND, NOON + 2 * MINUTE, policy).told).toEqual([
    'update severity_raised 61',
  ])
})

test('mails of before the clock was set back do not use up those of now', () => {
  const policy = withNoise({ mailLimit: { perHour: 1, perDay: 1 } })
  const state = createState()
  const tomorrow = NOON + 30 * HOUR
  liveTick(state, errors(2, tomorrow), [LEVELS], tomorrow, { policy })
  expect(live(state, tomorrow + SECOND, tomorrow + 5 * SECOND, policy).told).toHaveLength(1)
  const again = restarted(state)
  again.clock.set('clock', { grid: NOON, reached: NOON, live: true })
  const other = failure({ at: NOON + MINUTE, code: 'x', category: 'parameter', kind: 'parameter' })
  liveTick(again, [other], [LEVELS, OTHERS], NOON + MINUTE, { policy })
  expect(live(again, NOON + 61 * SECOND, NOON + 70 * SECOND, policy).told).toHaveLength(1)
})

test('a rule with another runbook after a reload goes on with its incident, and tells nothing of it', () => {
  const state = createState()
  const explained = (runbook: string) => [{ ...LEVELS, runbook }]
  liveTick(state, errors(2, NOON), explained('before'), NOON, {})
  const [first] = liveTick(state, [], explained('before'), NOON + 3 * SECOND)
  expect(first).toMatchObject({ kind: 'firing', rule: { runbook: 'before' } })
  const again = restarted(state)
  expect(liveTick(again, [], explained('after'), NOON + MINUTE)).toEqual([])
  const sent = liveTick(again, [], explained('after'), NOON + HOUR)
  expect(sent).toMatchObject([{ kind: 'resolved', rule: { runbook: 'after' } }])
  expect(sent[0]).toHaveProperty('incident', first?.kind !== 'digest' && first?.incident)
})

test('ten thousand groups at once: a thousand alerts and `other`, told in ten mails', () => {
  const state = createState()
  const rules = [
    rule({ condition: { kind: 'count', atLeast: 1 }, groupBy: ['device_id'], repeatMs: [] }),
  ]
  const events = Array.from({ length: 10_000 }, (_, n) => failure({ at: NOON, device: `d${n}` }))
  const sent = liveTick(state, events, rules, NOON + SECOND)
  for (let now = NOON + 2 * SECOND; now <= NOON + 6 * MINUTE; now += 10 * SECOND)
    sent.push(...liveTick(state, [], rules, now))
  expect(sent.map(({ kind }) => kind)).toEqual([...Array(9).fill('firing'), 'digest'])
  expect(sent.at(-1)).toMatchObject({ firing: { length: 1_001 - 9 } })
})
