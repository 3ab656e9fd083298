import type { ErrorEvent, Event, SuccessEvent } from '../../src/types/event.ts'
import type { Rule } from '../../src/types/rule.ts'
import { HOUR, MINUTE } from '../../src/types/time.ts'

/** A round moment: the end of a bucket of every width up to an hour. */
export const NOON = Date.UTC(2026, 10, 24, 12)

let serial = 0n

const COMMON = {
  file: 1,
  start: 0,
  at: NOON,
  arrived: NOON,
  atFrom: 't',
  source: 'billing',
  project: 'eu',
  echo: false,
  path: '/v1.0/devices/bf6054cl5k0030r58wsnoa/status',
  device: 'bf6054cl5k0030r58wsnoa',
  shape: 'json',
  evidence: ['envelope'],
  line: 1,
  offset: 0,
  sample: 'a line',
} as const satisfies Partial<Event>

/** An error of its own identity, unless the change names one. */
export function failure(change: Partial<ErrorEvent> = {}): ErrorEvent {
  return {
    ...COMMON,
    identities: [{ by: 'tid', hash: ++serial }],
    success: false,
    code: '1010',
    message: 'token invalid',
    category: 'auth',
    kind: 'auth_token',
    severity: 'warning',
    scope: 'project',
    known: true,
    ...change,
  }
}

export function success(change: Partial<SuccessEvent> = {}): SuccessEvent {
  return { ...COMMON, identities: [{ by: 'tid', hash: ++serial }], success: true, ...change }
}

/** The same event, but of a log line that shows no path or no device. */
export function without<E extends Event>(event: E, ...fields: ('path' | 'device')[]): E {
  const copy = { ...event }
  for (const field of fields) delete copy[field]
  return copy
}

export function offline(change: Partial<ErrorEvent> = {}): ErrorEvent {
  return failure({
    code: '2001',
    message: 'device is offline',
    category: 'device_offline',
    kind: 'device_offline',
    scope: 'device',
    ...change,
  })
}

export function rule(change: Partial<Rule> = {}): Rule {
  return {
    id: 'r1',
    name: 'failing',
    match: {},
    condition: { kind: 'count', atLeast: 3 },
    windowMs: 5 * MINUTE,
    forMs: 0,
    keepFiringForMs: 0,
    groupBy: ['project'],
    severity: 'warning',
    notify: ['ops'],
    repeatMs: [4 * HOUR, 24 * HOUR],
    ...change,
  }
}
