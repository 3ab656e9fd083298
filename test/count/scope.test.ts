import { expect, test } from 'vitest'
import { failingScope, succeedingScopes } from '../../src/count/scope.ts'
import type { ErrorEvent, SuccessEvent } from '../../src/types/event.ts'
import { NO_SCOPE } from '../../src/types/tally.ts'
import { failure, success, without } from '../support/events.ts'

test.for<{ why: string; failed: ErrorEvent; succeeded: SuccessEvent; evidence: boolean }>([
  {
    why: 'a project recovers by a call of any path',
    failed: failure({ scope: 'project' }),
    succeeded: success({ path: '/v2.0/cloud/thing/abc' }),
    evidence: true,
  },
  {
    why: 'a project recovers in another log of it',
    failed: failure({ scope: 'project' }),
    succeeded: success({ source: 'other' }),
    evidence: true,
  },
  {
    why: 'logs that name no project do not vouch for each other',
    failed: failure({ scope: 'project', project: '' }),
    succeeded: success({ project: '', source: 'other' }),
    evidence: false,
  },
  {
    why: 'another project says nothing',
    failed: failure({ scope: 'project' }),
    succeeded: success({ project: 'us' }),
    evidence: false,
  },
  {
    why: 'a token is given although the quota is gone',
    failed: failure({ scope: 'project' }),
    succeeded: success({ path: '/v1.0/token?grant_type=1' }),
    evidence: false,
  },
  {
    why: 'a token is refreshed although the quota is gone',
    failed: failure({ scope: 'project' }),
    succeeded: success({ path: '/v1.0/token/27383095bedee7c194f7' }),
    evidence: false,
  },
  {
    why: 'a login says nothing',
    failed: failure({ scope: 'project' }),
    succeeded: success({ path: '/v1.0/iot-01/associated-users/actions/authorized-login' }),
    evidence: false,
  },
  {
    why: 'a success without a path may be a token',
    failed: failure({ scope: 'project' }),
    succeeded: without(success(), 'path'),
    evidence: false,
  },
  {
    why: 'an API recovers with other ids',
    failed: failure({ scope: 'api', path: '/v1.0/devices/bf6054cl5k0030r58wsnoa/status' }),
    succeeded: success({ path: '/v1.0/devices/27383095bedee7c194f7/status?lang=en' }),
    evidence: true,
  },
  {
    why: 'another API says nothing',
    failed: failure({ scope: 'api', path: '/v1.0/homes/12345/rooms' }),
    succeeded: success({ path: '/v1.0/homes/12345/members' }),
    evidence: false,
  },
  {
    why: 'a device recovers by any call that reaches it',
    failed: failure({ scope: 'device', device: 'd1', path: '/v1.0/a' }),
    succeeded: success({ device: 'd1', path: '/v1.0/b' }),
    evidence: true,
  },
  {
    why: 'another device says nothing',
    failed: failure({ scope: 'device', device: 'd1' }),
    succeeded: success({ device: 'd2' }),
    evidence: false,
  },
])('$why: $evidence', ({ failed, succeeded, evidence }) => {
  expect(succeedingScopes(succeeded).includes(failingScope(failed))).toBe(evidence)
})

test.for([
  { why: 'a single call', failed: failure({ scope: 'call' }) },
  { why: 'an unknown path', failed: without(failure({ scope: 'api' }), 'path') },
  { why: 'an unknown device', failed: without(failure({ scope: 'device' }), 'device') },
])('no success shows the recovery of $why', ({ failed }) => {
  expect(failingScope(failed)).toBe(NO_SCOPE)
})
