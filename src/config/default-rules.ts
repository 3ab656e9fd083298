import type { RuleInput } from './schema-rules.ts'

export interface DefaultRule {
  /** Why it exists and why at this threshold; mails and `check` show it. */
  readonly why: string
  readonly rule: RuleInput
}

/**
 * The rules of a run without rules of its own. They are made to stay silent through a normal month: a token that
 * expires every two hours, a twentieth of three hundred devices offline every night and asked a few times each, a
 * burst of ten failures of the platform a week, a hundredth of the commands refused by the device.
 * A `for` longer than the window lets any burst pass.
 */
export const DEFAULT_RULES: readonly DefaultRule[] = [
  {
    why: 'A plan, a bill or a quota does not mend itself: calls fail until somebody pays, renews or waits for the reset, so the first answer is enough.',
    rule: {
      name: 'quota-or-billing',
      match: { category: 'quota_billing' },
      count: 1,
      window: '1h',
      group_by: ['project', 'code'],
      severity: 'critical',
      repeat: ['24h'],
    },
  },
  {
    why: 'Wrong credentials, a wrong signature or clock, a blocked address and an API that is not authorised refuse every call alike until a person changes something, so the first answer is enough.',
    rule: {
      name: 'access-refused',
      match: {
        kind: ['auth_credentials', 'signature', 'network_region', 'permission'],
        severity: 'critical',
      },
      count: 1,
      window: '1h',
      group_by: ['project', 'code'],
      severity: 'critical',
    },
  },
  {
    why: 'An expired token is normal every two hours, with the requests that were under way; the client renews it. Five in ten minutes mean that renewing fails, or that two programs take the token from each other.',
    rule: {
      name: 'auth-failing',
      match: { category: 'auth', severity: ['info', 'warning'] },
      count: 5,
      window: '10m',
      keep_firing_for: '10m',
    },
  },
  {
    why: 'A burst that is slowed down passes by itself. Ten refusals in five minutes, for ten minutes on end, are a polling design that asks too often and uses up the quota too.',
    rule: {
      name: 'rate-limited',
      match: { category: 'rate_limit' },
      count: 10,
      window: '5m',
      for: '10m',
      keep_firing_for: '10m',
    },
  },
  {
    why: 'A few refusals are a device that somebody removed. Ten in ten minutes, for a quarter of an hour on end, are an account that is no longer linked to the project, or a client that keeps asking for what it may not have.',
    rule: {
      name: 'permission-denied',
      match: { category: 'permission', severity: ['info', 'warning'] },
      count: 10,
      window: '10m',
      for: '15m',
      keep_firing_for: '10m',
    },
  },
  {
    why: 'Single wrong parameters are the daily life of an API. Thirty in ten minutes are a release that builds its requests wrong.',
    rule: {
      name: 'bad-requests',
      match: { category: 'parameter' },
      count: 30,
      window: '10m',
      keep_firing_for: '30m',
    },
  },
  {
    why: "The cloud fails now and then and a retry helps; bursts of ten are a normal week. Thirty in half an hour are an outage: nothing to mend here, but good to know before the users' calls come.",
    rule: {
      name: 'platform-outage',
      match: { category: 'platform' },
      count: 30,
      window: '30m',
      keep_firing_for: '10m',
    },
  },
  {
    why: 'Single devices are offline all the time, and clients ask each of them again, so devices are counted and not answers. Twenty-five different ones in five minutes are a site without power or network: a twentieth of three hundred devices is a normal night. A smaller fleet wants a smaller number, a larger one a share.',
    rule: {
      name: 'devices-offline',
      match: { category: 'device_offline' },
      distinct: { device_id: 25 },
      window: '5m',
      keep_firing_for: '10m',
    },
  },
  {
    why: 'A fifth of a plan that is left is time enough to buy more or to call less before every call is refused, and late enough to come once in a period.',
    rule: { name: 'quota-nearly-used', quota: '80%', repeat: ['7d'] },
  },
  {
    why: 'A plan that is used faster than its period passes ends before the reset, often long before four fifths of it are used. The slower of two paces is asked, so that no busy morning and no loop that was mended alerts.',
    rule: { name: 'quota-runs-out', quota: 'forecast', repeat: ['24h', '7d'] },
  },
  {
    why: 'Counts are worth what the logs behind them are. A byte that was lost, or that could not be read, may have been an error that nobody heard of, so the first is enough.',
    rule: {
      name: 'log-loss',
      lost_bytes: 1,
      window: '1h',
      group_by: ['project', 'source'],
    },
  },
]

/** Holds beside a configuration's own rules too: it is about this program's eyes, not about the cloud. */
export const BUILT_IN_RULE = 'log-loss'

/** These look at the plans under `quota`. Who writes one down wants to be warned, so they hold beside own rules that do not. */
export const PLAN_RULES: readonly string[] = ['quota-nearly-used', 'quota-runs-out']

export const DEFAULT_RULE_NAMES: readonly string[] = DEFAULT_RULES.map(({ rule }) => rule.name)
