import { expect, test } from 'vitest'
import { DEFAULT_RULE_NAMES, PLAN_RULES } from '../../src/config/default-rules.ts'
import { loadConfig } from '../../src/config/load.ts'
import { createState } from '../../src/store/state.ts'
import type { Rule } from '../../src/types/rule.ts'
import { HOUR, MINUTE, SECOND } from '../../src/types/time.ts'
import { failure, NOON, success } from '../support/events.ts'
import { liveTick } from '../support/pipeline.ts'
import { machine } from './machine.ts'

function rulesOf(text: string): readonly Rule[] {
  const file = { file: 'c.yaml', text: `logs: [{ path: /a.log }]\n${text}` }
  const checked = loadConfig(file, machine())
  if (!checked.ok) throw new Error(checked.problems.map(({ message }) => message).join('\n'))
  return checked.value.rules
}

const own = '{ name: own, count: 1, window: 1m }'
const plan = 'quota: [{ calls: 1000 }]'
const withoutPlan = DEFAULT_RULE_NAMES.filter((name) => !PLAN_RULES.includes(name))

test.for([
  { text: '', names: withoutPlan, why: 'no `rules`' },
  { text: plan, names: DEFAULT_RULE_NAMES, why: 'no `rules`, but a plan' },
  {
    text: `${plan}\nrules: [${own}]`,
    names: ['own', ...PLAN_RULES, 'log-loss'],
    why: 'own `rules` that do not look at the plan',
  },
  {
    text: `${plan}\nrules: [{ name: own, quota: 50% }]`,
    names: ['own', 'log-loss'],
    why: 'an own rule that does',
  },
  { text: `${plan}\nrules: []`, names: [], why: '`rules` are none, whatever the plan' },
  { text: 'rules: []', names: [], why: '`rules` are none' },
  {
    text: `rules: [${own}]`,
    names: ['own', 'log-loss'],
    why: 'own `rules`, and what tells of lost lines',
  },
  { text: 'default_rules: none', names: [], why: 'the defaults are off' },
  {
    text: `default_rules: all\nrules: [${own}]`,
    names: ['own', ...withoutPlan],
    why: 'both are wanted',
  },
  {
    text: `default_rules: [rate-limited, quota-or-billing]\nrules: [${own}]`,
    names: ['own', 'quota-or-billing', 'rate-limited'],
    why: 'some defaults are wanted',
  },
])('in force when $why: $names', ({ text, names }) => {
  expect(rulesOf(text).map(({ name }) => name)).toEqual(names)
})

test('a rule with the name of a default one changes the keys it gives, and stays where it stands', () => {
  const [changed, ...others] = rulesOf(
    'default_rules: all\nrules: [{ name: auth-failing, severity: critical, for: 2m }]',
  )
  const [before] = rulesOf('default_rules: [auth-failing]')
  expect(changed).toEqual({ ...before, severity: 'critical', forMs: 2 * MINUTE })
  expect(others.map(({ name }) => name)).not.toContain('auth-failing')
})

test('a default rule that counts something else keeps its other keys and loses its reason', () => {
  const text = 'default_rules: [rate-limited]\nrules: [{ name: rate-limited, count: 50 }]'
  const [changed] = rulesOf(text)
  expect(changed).toMatchObject({ condition: { atLeast: 50 }, forMs: 10 * MINUTE })
  expect(changed).not.toHaveProperty('why')
})

test('every default rule says why it is there', () => {
  for (const { why } of rulesOf(plan)) expect(why).toMatch(/\w.*\.$/)
})

const base = 'count: 5, window: 5m, match: { category: [auth, region], code: [1010] }'

test.for([
  {
    rule: 'match: { code: 1010, category: [region, auth] }, window: 300s, count: 5',
    same: true,
    why: 'the order of keys and values does not count',
  },
  { rule: `${base}, for: 1m, severity: critical, repeat: []`, same: true, why: 'nor who is told' },
  { rule: base.replace('count: 5', 'count: 6'), same: true, why: 'nor does the threshold' },
  {
    rule: base.replace('count: 5', 'count: { warning: 5, critical: 50, resolve: 2 }'),
    same: true,
    why: 'nor do levels',
  },
  {
    rule: base.replace('count: 5', 'ratio: { above: 5% }'),
    same: false,
    why: 'the kind of condition does',
  },
  { rule: base.replace('window: 5m', 'window: 6m'), same: false, why: 'the window does' },
  { rule: base.replace('1010', '1011'), same: false, why: 'the match does' },
  { rule: `${base}, group_by: [project, code]`, same: false, why: 'the groups do' },
])('what a rule is and remembers is its id: $why', ({ rule, same }) => {
  const [before] = rulesOf(`rules: [{ name: own, ${base} }]`)
  const [after] = rulesOf(`rules: [{ name: own, ${rule} }]`)
  expect(after?.id === before?.id).toBe(same)
})

test.for([
  { before: 'quota: 80%', after: 'quota: 90%', same: true },
  { before: 'quota: 80%', after: 'quota: forecast', same: false },
  { before: 'absent: line, window: 1h', after: 'absent: success, window: 1h', same: false },
  {
    before: 'distinct: { device_id: 10% }, window: 1h',
    after: 'distinct: { device_id: 20%, min: 50 }, window: 1h',
    same: true,
  },
  {
    before: 'distinct: { device_id: 10% }, window: 1h',
    after: 'distinct: { device_id: 20 }, window: 1h',
    same: false,
  },
])('$before and $after are one rule: $same', ({ before, after, same }) => {
  const [a, b] = [before, after].map((own) => rulesOf(`${plan}\nrules: [{ name: own, ${own} }]`)[0])
  expect(b?.id === a?.id).toBe(same)
})

test('two rules that count alike have states of their own, wherever they stand', () => {
  const [mail, page] = [`{ name: mail, ${base} }`, `{ name: page, ${base}, for: 30m }`]
  const [first, second] = rulesOf(`rules: [${mail}, ${page}]`)
  expect(second?.id).not.toBe(first?.id)
  expect(rulesOf(`rules: [${page}, ${mail}]`)[0]?.id).toBe(second?.id)
})

test.for([
  { turned: 'count: 5' },
  { turned: 'count: 50' },
  { turned: 'count: { warning: 5, critical: 500 }, for: 1m' },
])('a reload to $turned ends no incident that fires, and begins none', ({ turned }) => {
  const state = createState()
  const rules = (count: string) =>
    rulesOf(`rules: [{ name: own, window: 1h, keep_firing_for: 10m, ${count} }]`).map((one) => ({
      ...one,
      notify: ['ops'],
    }))
  const errors = Array.from({ length: 10 }, () => failure())
  const [told] = liveTick(state, errors, rules('count: 10'), NOON + 3 * SECOND)
  expect(told).toMatchObject({ kind: 'firing' })
  expect(
    liveTick(state, [failure({ at: NOON + MINUTE })], rules(turned), NOON + 2 * MINUTE),
  ).toEqual([])
  const ended = success({ at: NOON + 3 * MINUTE })
  const last = liveTick(state, [ended], rules(turned), NOON + 3 * HOUR)
  expect(last).toMatchObject([{ kind: 'resolved', resolved: { by: 'evidence' } }])
})
