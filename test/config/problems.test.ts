import { expect, test } from 'vitest'
import { loadConfig } from '../../src/config/load.ts'
import { problemLine } from '../../src/config/problem-line.ts'
import { machine } from './machine.ts'

/** The lines that a person reads; a text that begins with a newline has its first key on line 2. */
function problemsOf(text: string, environment: Record<string, string> = {}): readonly string[] {
  const checked = loadConfig({ file: 'c.yaml', text }, machine({ environment }))
  return checked.ok ? [] : checked.problems.map(problemLine)
}

const logs = 'logs: [{ path: /a.log }]\n'
const relay = 'from: t@example.com, smtp: { host: mail }'

test.for<{ title: string; text: string; lines: string[] }>([
  {
    title: 'a file without keys',
    text: '# nothing yet\n',
    lines: ['c.yaml:1:1: logs: expected a list, got nothing'],
  },
  {
    title: 'no log at all',
    text: 'logs: []',
    lines: ['c.yaml:1:7: logs: expected at least 1 item, got 0'],
  },
  {
    title: 'an unknown key, with what was meant',
    text: 'logs:\n  - path: /a.log\n    fromat: cri',
    lines: ['c.yaml:3:5: logs.0.fromat: unknown key "fromat"; did you mean format?'],
  },
  {
    title: 'a wrong word in a list or alone',
    text: `${logs}rules: [{ name: r, count: 1, window: 5m, match: { category: atuh, kind: [quota, siganture] } }]`,
    lines: [
      'c.yaml:2:61: rules.0.match.category: expected one of auth, quota_billing, rate_limit, device_offline, permission, region, device_state, parameter, not_found, conflict, unsupported, platform, unknown, got "atuh"; did you mean auth?',
      'c.yaml:2:81: rules.0.match.kind.1: expected one of auth_token, auth_credentials, signature, subscription, quota, rate_limit, device_offline, permission, network_region, device_state, parameter, not_found, conflict, unsupported, platform, unknown, got "siganture"; did you mean signature?',
    ],
  },
  {
    title: 'durations without a unit, too short, and in words',
    text: `${logs}rules: [{ name: r, count: 1, window: 5, for: 5 min, repeat: [1s, 4h] }]`,
    lines: [
      'c.yaml:2:38: rules.0.window: expected a duration in whole seconds from 1s to 31d, such as 90s or 5m, got a number',
      'c.yaml:2:46: rules.0.for: expected a duration in whole seconds from 0s to 31d, such as 90s or 5m, got "5 min"',
      'c.yaml:2:62: rules.0.repeat.0: expected a duration in whole seconds from 1m to 31d, such as 90s or 5m, got "1s"',
    ],
  },
  {
    title: 'a zone that nobody knows and a glob of nothing',
    text: 'logs: [{ path: " ", timezone: Europe/Berln }]',
    lines: [
      'c.yaml:1:16: logs.0.path: expected a path or a glob, got " "',
      'c.yaml:1:31: logs.0.timezone: expected an IANA time zone, such as Europe/Berlin or UTC, got "Europe/Berln"',
    ],
  },
  {
    title: 'patterns that RE2 does not have',
    text: `${logs}rules: [{ name: r, count: 1, window: 5m, match: { message: "(?=x)" } }]`,
    lines: [
      'c.yaml:2:60: rules.0.match.message: expected an RE2 pattern: error parsing regexp: invalid or unsupported Perl syntax: `(?=`',
    ],
  },
  {
    title: 'addresses, ports and listeners out of form or range',
    text: `${logs}http: { listen: "localhost" }\nreceivers: [{ name: ops, email: { to: [ops], from: "a@b\\r\\nBcc: c@d", smtp: { host: mail, port: 70000 } } }]`,
    lines: [
      'c.yaml:2:17: http.listen: expected HOST:PORT, such as 127.0.0.1:9877 or [::]:9877, got "localhost"',
      'c.yaml:3:40: receivers.0.email.to.0: expected a mail address, such as ops@example.com, got "ops"',
      'c.yaml:3:52: receivers.0.email.from: expected a mail address, such as ops@example.com, got "a@b\\r\\nBcc: c@d"',
      'c.yaml:3:97: receivers.0.email.smtp.port: expected a port from 1 to 65535',
    ],
  },
  {
    title: 'names that are taken, given or by default',
    text: `logs: [{ path: /x/app.log }, { path: "/var/log/app/*.log*" }, { name: app, path: /b.log }]\nreceivers: [{ name: ops, email: { to: a@b, ${relay} } }, { name: ops, email: { to: a@b, ${relay} } }]`,
    lines: [
      'c.yaml:1:38: logs.1.path: expected a unique name, got "app", which logs.0 has; give this entry a "name" of its own',
      'c.yaml:1:71: logs.2.name: expected a unique name, got "app", which logs.0 has',
      'c.yaml:2:99: receivers.1.name: expected a unique name, got "ops", which receivers.0 has',
    ],
  },
  {
    title: 'names of what does not exist',
    text: `${logs}default_rules: [auth-failin]\nrules: [{ name: r, count: 1, window: 5m, notify: [opps] }]\nreceivers: [{ name: ops, email: { to: a@b, ${relay} } }]`,
    lines: [
      'c.yaml:2:17: default_rules.0: no default rule is named "auth-failin"; did you mean auth-failing?',
      'c.yaml:3:51: rules.0.notify.0: no receiver is named "opps"; did you mean ops?',
    ],
  },
  {
    title: 'a receiver is told of where there is none',
    text: `${logs}rules: [{ name: r, count: 1, window: 5m, notify: [ops] }]`,
    lines: ['c.yaml:2:51: rules.0.notify.0: no receiver is named "ops"; there is none'],
  },
  {
    title: 'no condition, two of them, and a count without its window',
    text: `${logs}rules:\n  - name: none\n  - { name: two, count: 1, new: 30d, window: 5m }\n  - { name: open, count: 5 }`,
    lines: [
      'c.yaml:3:5: rules.0: expected exactly one condition (count, ratio, distinct, absent, new, spike, quota, lost_bytes), got none',
      'c.yaml:4:5: rules.1: expected exactly one condition (count, ratio, distinct, absent, new, spike, quota, lost_bytes), got count and new',
      'c.yaml:4:46: rules.1.window: expected none, because "new" says how long it looks back',
      'c.yaml:5:5: rules.2.window: expected a window, such as 5m, for "count", got nothing',
    ],
  },
  {
    title: 'a default rule changed while the default rules are off',
    text: `${logs}rules: [{ name: auth-failing, severity: critical }]`,
    lines: [
      'c.yaml:2:9: rules.0: expected exactly one condition (count, ratio, distinct, absent, new, spike, quota, lost_bytes), got none; "auth-failing" is a default rule: with default_rules: [auth-failing] this changes only the keys it gives',
    ],
  },
  {
    title: 'credentials that do not fit together',
    text: `${logs}receivers:\n  - { name: a, email: { to: a@b, from: a@b, smtp: { host: m, user: u, password: x, password_file: y } } }\n  - { name: b, email: { to: a@b, from: a@b, smtp: { host: m, user: u } } }\n  - { name: c, email: { to: a@b, from: a@b, smtp: { host: m, password: x } } }\n  - name: d\n  - { name: e, email: { to: a@b, from: a@b, smtp: { host: m, key_file: k } } }`,
    lines: [
      'c.yaml:3:99: receivers.0.email.smtp.password_file: expected the password or a file with it, got both',
      'c.yaml:4:68: receivers.1.email.smtp.user: expected a password or password_file with the user, got neither',
      'c.yaml:5:51: receivers.2.email.smtp: expected a user with the password, got none',
      'c.yaml:6:5: receivers.3: expected exactly one of email, webhook, alertmanager, got none',
      'c.yaml:7:72: receivers.4.email.smtp.key_file: expected a cert_file with it, got none',
    ],
  },
  {
    title: 'a fallback that is none',
    text: `${logs}receivers:\n  - { name: ops, fallback: opps, email: { to: a@b, ${relay} } }\n  - { name: dev, fallback: dev, email: { to: a@b, ${relay} } }`,
    lines: [
      'c.yaml:3:28: receivers.0.fallback: no receiver is named "opps"; did you mean ops?',
      'c.yaml:4:28: receivers.1.fallback: expected another receiver, got this one itself',
    ],
  },
  {
    title: 'a webhook without a URL, or with two of everything',
    text: `${logs}receivers:\n  - { name: a, webhook: { format: slack } }\n  - { name: b, webhook: { url: "https://h", url_file: u, secret: s, secret_file: t } }\n  - { name: c, webhook: { url: hook.example.com, format: discord } }\nheartbeat: { every: 1m }`,
    lines: [
      'c.yaml:3:25: receivers.0.webhook: expected a url or a url_file, got neither',
      'c.yaml:4:55: receivers.1.webhook.url_file: expected the url or a file with it, got both',
      'c.yaml:4:82: receivers.1.webhook.secret_file: expected the secret or a file with it, got both',
      'c.yaml:5:32: receivers.2.webhook.url: expected an http or https URL',
      'c.yaml:5:58: receivers.2.webhook.format: expected one of slack, teams, json, got "discord"',
      'c.yaml:6:12: heartbeat: expected a url or a url_file, got neither',
    ],
  },
  {
    title: 'a variable that is not set, and nothing else about its text',
    text: `${logs}rules: [{ name: r, count: 1, window: "\${WINDOW}" }]\ninstance: \${host name}\nstate_dir: \${constructor}`,
    lines: [
      'c.yaml:2:38: rules.0.window: the environment variable WINDOW is not set; write $${ where you mean ${ itself',
      `c.yaml:3:11: instance: expected \${NAME} of an environment variable; write $\${ where you mean \${ itself`,
      'c.yaml:4:12: state_dir: the environment variable constructor is not set; write $${ where you mean ${ itself',
    ],
  },
  {
    title: 'a variable without its quotes within braces',
    text: `logs: [{ path: \${LOG} }]`,
    lines: [
      `c.yaml:1:17: Unexpected flow-map-start at node end; within braces write "\${NAME}" with its quotes`,
    ],
  },
  {
    title: 'a key given twice',
    text: `${logs}instance: a\ninstance: b`,
    lines: ['c.yaml:3:1: Map keys must be unique'],
  },
])('$title', ({ text, lines }) => {
  expect(problemsOf(text)).toEqual(lines)
})

test.for([
  {
    rule: 'window: 5m, count: { resolve: 2 }',
    says: 'rules.0.count: expected warning, critical or both, got none',
  },
  {
    rule: 'window: 5m, count: { warning: 10, critical: 10 }',
    says: 'rules.0.count.critical: expected more than the 10 of warning, got 10',
  },
  {
    rule: 'window: 5m, count: { critical: 10, resolve: 10 }',
    says: 'rules.0.count.resolve: expected less than the 10 that it fires at, got 10',
  },
  {
    rule: 'window: 5m, count: { warning: 10 }, severity: critical',
    says: 'rules.0.severity: expected none, because the levels of "count" are severities',
  },
  {
    rule: 'window: 5m, ratio: { above: 5%, resolve: 6% }',
    says: 'rules.0.ratio.resolve: expected at most the 5% that it fires above, got 6%',
  },
  {
    rule: 'window: 5m, distinct: { device_id: 25, min: 10 }',
    says: 'rules.0.distinct.min: expected none, because device_id is a number and no share',
  },
  {
    rule: 'window: 5m, ratio: { above: 5% }, group_by: [code]',
    says: 'rules.0.group_by: expected project, source, path or device_id, got code; a share is one of successes too, which have no code',
  },
  {
    rule: 'absent: line, window: 1h, group_by: [code]',
    says: 'rules.0.group_by: expected source or project, because what is absent has nothing else',
  },
  {
    rule: 'absent: line, window: 1h, match: { path: /a }',
    says: 'rules.0.match.path: expected source or project',
  },
  {
    rule: 'quota: 85%',
    says: 'rules.0.quota: expected the calls of a plan under "quota" at the top, got none',
  },
  {
    rule: 'new: 30d, group_by: [project]',
    says: 'rules.0.group_by: expected code among the labels, because it is a code that is new',
  },
])('$rule is refused', ({ rule, says }) => {
  const [line, ...more] = problemsOf(`${logs}rules: [{ name: r, ${rule} }]`)
  expect(line).toContain(says)
  expect(more).toEqual([])
})

test.for([
  {
    quota: '{ calls: 1, used: 1 }',
    says: 'quota.0: expected "at" beside "used": how many calls, and when',
  },
  { quota: '{ calls: 1, at: 2026-11-20 }', says: 'quota.0: expected "used" beside "at"' },
  {
    quota: '{ calls: 1, period: daily, resets_on: 14 }',
    says: 'quota.0.resets_on: expected none, because the period is a day',
  },
  {
    quota: '{ calls: 1, project: a }, { calls: 2, project: a }',
    says: 'quota.1.project: expected one plan for a project, got a second for "a"',
  },
])('the quota $quota is refused', ({ quota, says }) => {
  const [line, ...more] = problemsOf(`${logs}quota: [${quota}]`)
  expect(line).toContain(says)
  expect(more).toEqual([])
})

test.for([
  { rule: 'quota: 85%, window: 1h', says: 'rules.0.window: expected none' },
  { rule: 'quota: 85%, group_by: [source]', says: 'rules.0.group_by: expected [project]' },
  { rule: 'quota: 85%, match: { code: 1010 }', says: 'rules.0.match.code: expected none' },
])('a rule with $rule is refused', ({ rule, says }) => {
  const [line, ...more] = problemsOf(`${logs}quota: [{ calls: 1 }]\nrules: [{ name: r, ${rule} }]`)
  expect(line).toContain(says)
  expect(more).toEqual([])
})

test('a password is never repeated, whatever is wrong with it', () => {
  const text = `${logs}receivers: [{ name: a, email: { to: a@b, from: a@b, smtp: { host: m, user: u, password: [hunter2] } } }]`
  expect(problemsOf(text).join()).not.toContain('hunter2')
  expect(problemsOf(text)).toHaveLength(1)
})
