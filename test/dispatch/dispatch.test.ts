import { expect, test } from 'vitest'
import { nextDue } from '../../src/dispatch/dispatch.ts'
import { MISSED_MAX } from '../../src/dispatch/remember.ts'
import { createState } from '../../src/store/state.ts'
import type { Digest, Notification } from '../../src/types/notification.ts'
import { HOUR, MINUTE, SECOND } from '../../src/types/time.ts'
import { failure, NOON, rule, success } from '../support/events.ts'
import { liveTick, restarted } from '../support/pipeline.ts'

const once = rule({ condition: { kind: 'count', atLeast: 1 } })
const rules = [once]

function kinds(notifications: readonly (Notification | Digest)[]): string[] {
  return notifications.map(({ kind, receiver }) => `${kind} to ${receiver}`)
}

test('one notification for each receiver, with what happened and since when', () => {
  const state = createState()
  const two = [rule({ ...once, notify: ['ops', 'boss'] })]
  liveTick(state, [failure({ at: NOON - 200 })], two, NOON + SECOND)
  const sent = liveTick(state, [], two, NOON + 2 * SECOND)
  expect(kinds(sent)).toEqual(['firing to ops', 'firing to boss'])
  expect(sent[0]).toMatchObject({
    reason: 'new_alert',
    at: NOON + 2 * SECOND,
    rule: { name: 'failing' },
    group: { project: 'eu' },
    since: NOON - 200,
    firedAt: NOON,
    inWindow: 1,
    counts: { total: 1, codes: { '1010': 1 }, samples: [{ text: 'a line' }] },
  })
  expect(sent[0]).not.toHaveProperty('told')
})

test('what was told before comes with an update and with the end', () => {
  const state = createState()
  const twice = [rule({ condition: { kind: 'count', atLeast: 2 } })]
  liveTick(state, [failure(), failure()], twice, NOON + 2 * SECOND)
  const more = [failure({ at: NOON + MINUTE }), failure({ at: NOON + 4 * MINUTE })]
  expect(kinds(liveTick(state, more, twice, NOON + 4 * MINUTE + 2 * SECOND))).toEqual([])
  const [update] = liveTick(state, [], twice, NOON + 6 * MINUTE)
  expect(update).toMatchObject({
    kind: 'update',
    told: { at: NOON + 2 * SECOND, total: 2, reminders: 0 },
    counts: { total: 4 },
  })
  const [end] = liveTick(state, [success({ at: NOON + 8 * MINUTE })], twice, NOON + HOUR)
  expect(end).toMatchObject({
    kind: 'resolved',
    reason: 'resolved',
    resolved: { at: NOON + 8 * MINUTE, by: 'evidence' },
    told: { at: NOON + 6 * MINUTE, total: 4 },
    counts: { total: 4 },
  })
  expect(state.announced.size).toBe(0)
})

test('what is a state from its first error on does not grow', () => {
  const state = createState()
  liveTick(state, [failure()], rules, NOON + 2 * SECOND)
  const more = Array.from({ length: 50 }, () => failure({ at: NOON + MINUTE }))
  expect(liveTick(state, more, rules, NOON + 10 * MINUTE)).toEqual([])
})

test('while a backlog is read nothing leaves; then what fires still, and a digest of what is over', () => {
  const state = createState()
  const groups = [rule({ ...once, groupBy: ['code'], notify: ['ops', 'boss'] })]
  const early = failure({ code: '1', at: NOON })
  const earlier = failure({ code: '2', at: NOON - HOUR })
  expect(liveTick(state, [earlier, early], groups, NOON + HOUR, { live: false })).toEqual([])
  const late = failure({ code: '3', at: NOON + 2 * HOUR })
  expect(liveTick(state, [late], groups, NOON + 2 * HOUR + 2 * SECOND, { live: false })).toEqual([])
  expect(nextDue(state, groups)).toBeUndefined()

  const sent = liveTick(restarted(state), [], groups, NOON + 2 * HOUR + 10 * SECOND)
  expect(kinds(sent)).toEqual([
    'firing to ops',
    'firing to boss',
    'digest to ops',
    'digest to boss',
  ])
  expect(sent[0]).toMatchObject({ since: NOON + 2 * HOUR, group: { code: '3' } })
  const [, , digest] = sent
  expect(digest?.kind === 'digest' && digest.over.map(({ instance }) => instance.group)).toEqual([
    { code: '2' },
    { code: '1' },
  ])
})

test('an incident that was told live and ended in a backlog gets its resolved notice', () => {
  const state = createState()
  liveTick(state, [failure()], rules, NOON + 2 * SECOND)
  expect(liveTick(state, [], rules, NOON + HOUR, { live: false })).toEqual([])
  expect(kinds(liveTick(restarted(state), [], rules, NOON + 2 * HOUR))).toEqual(['resolved to ops'])
})

test('beyond the limit the earliest of what nobody was told is only counted', () => {
  const state = createState()
  const groups = [rule({ ...once, groupBy: ['code'] })]
  for (let batch = 0; batch < 2; batch++) {
    const from = NOON + batch * HOUR
    const errors = Array.from({ length: 600 }, (_, code) =>
      failure({ code: `${code}`, at: from + code * SECOND }),
    )
    liveTick(state, errors, groups, from + HOUR, { live: false })
  }
  const [digest, ...others] = liveTick(state, [], groups, NOON + 3 * HOUR)
  expect(others).toEqual([])
  expect(digest).toMatchObject({ kind: 'digest', forgotten: 1_200 - MISSED_MAX })
  expect(digest?.kind === 'digest' && digest.over.length).toBe(MISSED_MAX)
})

test('a rule that is gone: who was told is told, with the rule as it was', () => {
  const state = createState()
  liveTick(state, [failure()], rules, NOON + 2 * SECOND)
  const [end, ...others] = liveTick(state, [], [], NOON + MINUTE)
  expect(others).toEqual([])
  expect(end).toMatchObject({
    kind: 'resolved',
    receiver: 'ops',
    rule: { name: 'failing' },
    resolved: { by: 'rule_removed' },
  })
})

test('who was told is told of the end, whom the rule names now gets the reminders', () => {
  const state = createState()
  const always = rule({ ...once, keepFiringForMs: 5 * HOUR })
  liveTick(state, [failure()], [always], NOON + 2 * SECOND)
  const other = [{ ...always, notify: ['boss'] }]
  expect(kinds(liveTick(state, [], other, NOON + 4 * HOUR + MINUTE))).toEqual(['reminder to boss'])
  expect(kinds(liveTick(state, [], other, NOON + 6 * HOUR))).toEqual([
    'resolved to ops',
    'resolved to boss',
  ])
})

test('the daemon wakes for the first notification, and then for the reminder', () => {
  const state = createState()
  liveTick(state, [failure()], rules, NOON + SECOND)
  expect(nextDue(state, rules)).toBe(NOON + 2 * SECOND)
  liveTick(state, [], rules, NOON + 2 * SECOND)
  expect(nextDue(state, rules)).toBe(NOON + 2 * SECOND + 4 * HOUR)
})
