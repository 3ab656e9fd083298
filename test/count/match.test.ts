import { expect, test } from 'vitest'
import { matches } from '../../src/count/match.ts'
import type { Matcher } from '../../src/types/rule.ts'
import { failure, success } from '../support/events.ts'

const event = failure({
  code: '1010',
  source: 'billing-api',
  path: '/v1.0/devices/abc/status',
  message: 'token invalid',
})

test.for<{ match: Matcher; expected: boolean; why: string }>([
  { match: {}, expected: true, why: 'no field asks nothing' },
  { match: { category: ['auth'] }, expected: true, why: 'its category' },
  { match: { category: ['platform', 'auth'] }, expected: true, why: 'one of the categories' },
  { match: { category: ['platform'] }, expected: false, why: 'another category' },
  { match: { kind: ['auth_token'] }, expected: true, why: 'its kind' },
  { match: { kind: ['signature'] }, expected: false, why: 'another kind' },
  { match: { severity: ['critical'] }, expected: false, why: 'another severity' },
  { match: { code: ['1010'] }, expected: true, why: 'its code' },
  { match: { code: ['101'] }, expected: false, why: 'a part of its code' },
  { match: { source: ['billing-*'] }, expected: true, why: 'a glob for its source' },
  { match: { source: ['billing'] }, expected: false, why: 'a part of its source' },
  { match: { project: ['e?'] }, expected: true, why: 'a glob for its project' },
  { match: { project: [''] }, expected: false, why: 'no project, but it has one' },
  { match: { path: ['/v1.0/*'] }, expected: true, why: 'a star stands for slashes too' },
  { match: { path: ['/v1.0/*/status'] }, expected: true, why: 'a star in the middle' },
  { match: { path: ['/v2.0/*'] }, expected: false, why: 'another path' },
  { match: { message: 'inval' }, expected: true, why: 'a pattern found anywhere' },
  { match: { message: '^invalid' }, expected: false, why: 'a pattern bound to the start' },
  {
    match: { category: ['auth'], code: ['1011'] },
    expected: false,
    why: 'one field of two is not enough',
  },
])('$match: $expected, $why', ({ match, expected }) => {
  expect(matches(match, event)).toBe(expected)
})

test('a success matches no rule about errors', () => {
  expect(matches({}, success())).toBe(false)
})

test('an error without project or path matches the empty one', () => {
  expect(matches({ project: [''] }, failure({ project: '' }))).toBe(true)
  expect(matches({ path: ['*'] }, failure({ path: '' }))).toBe(true)
})
