import { expect, test } from 'vitest'
import { receiverWords } from '../../src/commands/receiver-words.ts'
import { signWords } from '../../src/commands/sign-words.ts'
import type { Receiver, Secret } from '../../src/types/config.ts'
import { MINUTE } from '../../src/types/time.ts'

const hook: Secret = { value: 'https://hooks.example.com/services/T0/secret' }

test.for<[Receiver, string]>([
  [
    {
      name: 'ops',
      fallback: 'chat',
      email: {
        to: ['a@b', 'c@d'],
        from: 'e@f',
        smtp: { host: 'mail', port: 465, tls: 'implicit' },
      },
    },
    'mail to a@b, c@d by mail:465, TLS from the start; while that fails, chat',
  ],
  [
    { name: 'chat', webhook: { url: hook, format: 'slack' } },
    'Slack messages to https://hooks.example.com',
  ],
  [
    { name: 'x', webhook: { url: { file: '/s/h' }, format: 'json', secret: { value: 'k' } } },
    'JSON to the URL in /s/h, signed',
  ],
  [
    { name: 'fleet', alertmanager: { url: 'http://user:pass@am:9093/x' } },
    'alerts to the Alertmanager at http://am:9093',
  ],
])('%j is told without its secrets', ([receiver, words]) => {
  expect(receiverWords(receiver)).toBe(words)
})

test('the signs of life are told, if there are any', () => {
  const signs = {
    heartbeat: { url: hook, everyMs: MINUTE },
    weekly: { notify: ['ops'], weekday: 1, minute: 545, timezone: 'UTC' },
  }
  expect(signWords(signs)).toEqual([
    'heartbeat  every 1m to https://hooks.example.com',
    'weekly  on Monday at 09:05 (UTC) to ops',
  ])
  expect(signWords({})).toEqual([])
})
