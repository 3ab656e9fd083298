import type { WebPorts } from '../../src/web/app.ts'
import type { StatusView } from '../../src/web/status.ts'

export function fakePorts(over: Partial<WebPorts> = {}): WebPorts {
  return {
    metrics: async (format) => ({ body: `as ${format}`, contentType: `type/${format}` }),
    ready: () => ({ ready: true, reasons: [] }),
    status: () => statusWith({}),
    rule: () => undefined,
    events: () => [],
    reload: async () => true,
    silences: {
      now: () => new Date('2026-03-01T10:05:00Z'),
      list: () => [],
      add: async () => ({ ok: false, problems: ['not here'] }),
      expire: async () => 'unknown',
    },
    failed: (error) => {
      throw error
    },
    ...over,
  }
}

export function statusWith(over: Partial<StatusView>): StatusView {
  return {
    version: '1.2.3',
    instance: 'host-1',
    startedAt: new Date('2026-03-01T09:00:00Z'),
    now: new Date('2026-03-01T10:05:00Z'),
    live: true,
    responses: 10,
    errors: 4,
    logs: [
      {
        source: 'billing',
        project: 'eu',
        files: { following: 1, finished: 0, unreadable: 0 },
        lines: 20,
        lagBytes: 0,
        lagSeconds: 0,
        lostBytes: {},
      },
    ],
    codes: [
      { code: '28841004', category: 'quota_billing', count: 3, meaning: 'the allowance is gone' },
      { code: '1010', category: 'auth', count: 1 },
    ],
    alerts: [
      {
        rule: 'quota',
        state: 'firing',
        severity: 'critical',
        group: { project: 'eu' },
        since: new Date('2026-03-01T10:00:00Z'),
        total: 3,
        codes: [{ code: '28841004', count: 3 }],
        facts: [],
        silence: { rule: ['quota'], project: ['eu'] },
      },
    ],
    silences: [],
    troubles: [],
    outbox: { entries: 0, failing: [] },
    timeline: {
      start: new Date('2026-02-28T10:15:00Z'),
      stepMs: 900_000,
      answers: [0],
      errors: [],
    },
    quotas: [],
    mails: [],
    ...over,
  }
}
