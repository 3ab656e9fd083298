import { expect, test } from 'vitest'
import { loadConfig } from '../../src/config/load.ts'
import { machine } from './machine.ts'

function load(...forms: readonly { readonly name: string; readonly pattern: string }[]) {
  const text = JSON.stringify({ logs: [{ path: '/a.log', extract: forms }] })
  return loadConfig({ file: 'c.yaml', text }, machine())
}

test('forms stand in the entry as they are written', () => {
  const form = { name: 'ours', pattern: String.raw`rc=(?P<code>\d+) (?P<message>.*)` }
  expect(load(form)).toMatchObject({ ok: true, value: { logs: [{ extract: [form] }] } })
})

test.for<[string, string, string]>([
  [
    'no pattern',
    '(?P<code>',
    'expected an RE2 pattern: error parsing regexp: missing closing ): `(?P<code>`',
  ],
  [
    'what takes more than linear time',
    '(?=x)(?P<code>1)',
    'expected an RE2 pattern: error parsing regexp: invalid or unsupported Perl syntax: `(?=`',
  ],
  ['no code', 'failed', String.raw`expected the named group code, such as (?P<code>-?\d+)`],
  [
    'a misspelt group',
    '(?P<code>1)(?P<devise_id>x)',
    'expected named groups out of code, message, device_id, path, tid, time, got "devise_id"; did you mean device_id?',
  ],
  [
    'a group that nobody reads',
    '(?P<code>1)(?P<kitchen>x)',
    'expected named groups out of code, message, device_id, path, tid, time, got "kitchen"',
  ],
])('%s is a problem: %s', ([, pattern, message]) => {
  const loaded = load({ name: 'ours', pattern })
  expect(loaded.ok || loaded.problems.map((problem) => problem.message)).toEqual([message])
})

test('two forms of one name are a problem', () => {
  const form = { name: 'ours', pattern: '(?P<code>1)' }
  const loaded = load(form, form)
  expect(loaded.ok || loaded.problems.map(({ path, message }) => `${path}: ${message}`)).toEqual([
    'logs.0.extract: expected a unique name for each form, got one twice',
  ])
})
