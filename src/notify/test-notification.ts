import type { Notification } from '../types/notification.ts'
import { MINUTE, type Millis } from '../types/time.ts'

/** A made-up incident that takes the true path, to see whether a receiver works. The mail says that it is a test. */
export function makeTestNotification(receiver: string, at: Millis): Notification {
  return {
    kind: 'test',
    reason: 'asked_for',
    at,
    receiver,
    rule: TEST_RULE,
    group: { project: 'test' },
    incident: `test-${at.toString(36)}`,
    since: at - MINUTE,
    firedAt: at,
    inWindow: 3,
    counts: {
      buckets: [],
      firstAt: at - MINUTE,
      lastFailureAt: at,
      total: 3,
      codes: {},
      samples: [{ at, source: 'test', text: 'this line was made up for a test mail' }],
      failing: undefined,
    },
  }
}

const TEST_RULE: Notification['rule'] = {
  id: 'test',
  name: 'test of this receiver',
  match: {},
  condition: { kind: 'count', atLeast: 3 },
  windowMs: 5 * MINUTE,
  forMs: 0,
  keepFiringForMs: 0,
  groupBy: ['project'],
  severity: 'info',
  notify: [],
  repeatMs: [],
}
