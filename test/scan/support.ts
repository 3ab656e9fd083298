import type { Catalog, Entry } from '../../src/types/catalog.ts'
import type { ErrorEvent, SuccessEvent } from '../../src/types/event.ts'

const base = {
  file: 0,
  start: 0,
  at: 0,
  arrived: 0,
  atFrom: 't',
  source: 'app',
  project: '',
  identities: [],
  echo: false,
  shape: 'json',
  evidence: ['envelope'],
  line: 1,
  offset: 0,
  sample: '',
} as const

export const success: SuccessEvent = { ...base, success: true }

export function errorEvent(over: Partial<ErrorEvent>): ErrorEvent {
  return {
    ...base,
    success: false,
    code: '1010',
    message: 'token invalid',
    category: 'auth',
    kind: 'auth_token',
    severity: 'warning',
    scope: 'project',
    known: true,
    ...over,
  }
}

const token: Entry = {
  code: '1010',
  messages: ['token invalid'],
  category: 'auth',
  kind: 'auth_token',
  scope: 'project',
  severity: 'warning',
  retryable: true,
  who: 'developer',
  meaning: 'The access token is too old or was replaced by a newer one.',
  advice: ['Let the client fetch a new token.', 'Run one instance of it for each project only.'],
  link: 'https://developer.tuya.com/en/docs/iot/error-code?id=K989ruxx88swc',
  source: 'table',
}

const quota: Entry = {
  ...token,
  code: '28841004',
  messages: ['Your quota of Trial Edition is used up.'],
  category: 'quota_billing',
  kind: 'quota',
  severity: 'critical',
  who: 'account owner',
  meaning: 'The trial has no calls left this month.',
  advice: ['Upgrade the plan.'],
}

export const catalog: Catalog = {
  entries: [token, quota],
  find: (code) => [token, quota].find((entry) => entry.code === code),
  findByMessage: () => [],
}
