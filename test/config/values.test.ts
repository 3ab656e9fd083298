import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isMailAddress } from '../../src/config/address.ts'
import { readDuration, writeDuration } from '../../src/config/duration.ts'
import { readListen } from '../../src/config/listen.ts'
import { logNameOf } from '../../src/config/log-name.ts'
import { DAY, HOUR, MINUTE } from '../../src/types/time.ts'

test.for([
  { text: '0', ms: 0 },
  { text: '90s', ms: 90_000 },
  { text: '5m', ms: 5 * MINUTE },
  { text: '1h30m', ms: HOUR + 30 * MINUTE },
  { text: '7d', ms: 7 * DAY },
  { text: '2w', ms: 14 * DAY },
  { text: '1y', ms: 365 * DAY },
  { text: '1m500ms', ms: 60_500 },
  { text: '', ms: undefined },
  { text: '5', ms: undefined },
  { text: '5 m', ms: undefined },
  { text: '-5m', ms: undefined },
  { text: '1.5h', ms: undefined },
  { text: '30m1h', ms: undefined },
])('the duration "$text" is $ms ms', ({ text, ms }) => {
  expect(readDuration(text)).toBe(ms)
})

test('a duration that is written is read again', () => {
  fc.assert(
    fc.property(fc.nat(40 * DAY), (ms) => {
      expect(readDuration(writeDuration(ms))).toBe(ms)
    }),
  )
})

test.for([
  { text: '127.0.0.1:9877', is: { host: '127.0.0.1', port: 9877 } },
  { text: 'localhost:0', is: { host: 'localhost', port: 0 } },
  { text: '[::1]:80', is: { host: '::1', port: 80 } },
  { text: ':9877', is: { host: '0.0.0.0', port: 9877 } },
  { text: '9877', is: undefined },
  { text: '::1:80', is: undefined },
  { text: '[nothing]:80', is: undefined },
  { text: 'a:65536', is: undefined },
  { text: 'http://a:80', is: undefined },
])('to listen on "$text" means $is', ({ text, is }) => {
  expect(readListen(text)).toEqual(is)
})

test.for([
  { text: 'ops@example.com', is: true },
  { text: 'root@localhost', is: true },
  { text: 'Night shift <ops@example.com>', is: true },
  { text: 'ops', is: false },
  { text: '@example.com', is: false },
  { text: 'a@b, c@d', is: false },
  { text: 'Ops <a@b> <c@d>', is: false },
  { text: 'a@b\r\nBcc: c@d', is: false },
  { text: 'a b@c', is: false },
])('"$text" is a mail address: $is', ({ text, is }) => {
  expect(isMailAddress(text)).toBe(is)
})

test.for([
  { pattern: '/var/log/app/*.log*', name: 'app' },
  { pattern: '/x/billing.log', name: 'billing' },
  { pattern: '/x/billing.log.1', name: 'billing' },
  { pattern: '/var/log/pods/*/api/*.log', name: 'api' },
  { pattern: '/srv/*/worker.log', name: 'worker' },
  { pattern: '/srv/app.d/{a,b}.log', name: 'app.d' },
  { pattern: '*.log', name: 'here' },
  { pattern: '../there/app', name: 'app' },
  { pattern: '/x/.hidden', name: '.hidden' },
  { pattern: '/*.log', name: 'logs' },
  { pattern: '-', name: 'stdin' },
])('a log at $pattern is called $name', ({ pattern, name }) => {
  expect(logNameOf(pattern, '/over/here')).toBe(name)
})
