import * as units from '@grafana/grafana-foundation-sdk/units'
import { lines, stack, stat, table } from './panels.ts'
import { inRange, ofCalls, ofLogs, ofProjects, own, perMinute, perSecond } from './select.ts'

const ERRORS = ofCalls('tuya_errors_total')
const RESPONSES = ofCalls('tuya_responses_total')

/** What somebody sees who opens the dashboard because of a mail. */
export const now = [
  stat(
    {
      title: 'Alerts firing',
      description: 'Alert instances that fire now, of all rules. The panel of alerts says which.',
      unit: units.NoUnit,
      queries: { alerts: `sum(${own('tuyawatch_alerts', 'state="firing"')})` },
    },
    1,
  ),
  stat({
    title: 'Errors',
    description: 'Error answers of the cloud in the time shown.',
    unit: units.Short,
    queries: { errors: `sum(${inRange(ERRORS)})` },
  }),
  stat(
    {
      title: 'Error ratio',
      description:
        'Share of the answers in the time shown that are errors. A log that prints no successes shows 100 %.',
      unit: units.PercentUnit,
      queries: { ratio: `sum(${inRange(ERRORS)}) / sum(${inRange(RESPONSES)})` },
    },
    0.2,
  ),
  stat(
    {
      title: 'Devices offline',
      description: 'Devices that the cloud called offline and that have not answered since.',
      unit: units.NoUnit,
      queries: { devices: `sum(${ofCalls('tuya_devices_offline')})` },
    },
    25,
  ),
  stat(
    {
      title: 'Instances down',
      description:
        'Instances of tuyawatch that Prometheus cannot scrape: nobody watches their logs.',
      unit: units.NoUnit,
      queries: { down: `sum(1 - ${own('up')})` },
    },
    1,
  ),
  stat(
    {
      title: 'Behind',
      description:
        'How far the evaluation of the rules is behind the clock, at the slowest instance. It grows while a backlog is read.',
      unit: units.Seconds,
      queries: { behind: `max(${own('tuyawatch_clock_lag_seconds')})` },
    },
    60,
  ),
]

export const errors = [
  stack({
    title: 'Errors by category',
    description:
      'Errors a minute by what they mean. The category says who must act: see the catalog.',
    unit: units.CountsPerMinute,
    queries: { '{{category}}': perMinute(['category'], ERRORS) },
  }),
  table(
    {
      title: 'Codes',
      description:
        'Codes of the time shown, the most frequent first. `tuyawatch explain CODE` says what one means and what to do.',
      unit: units.Short,
      queries: {
        errors: `round(topk(25, sum by (code, category, project, source) (${inRange(ERRORS)}) > 0))`,
      },
    },
    { code: 'Code', category: 'Category', project: 'Project', source: 'Log', Value: 'Errors' },
  ),
  lines({
    title: 'Error ratio by project',
    description: 'Share of the answers that are errors. A gap is a time without answers.',
    unit: units.PercentUnit,
    queries: {
      '{{project}}': `${perSecond(['project'], ERRORS)} / ${perSecond(['project'], RESPONSES)}`,
    },
  }),
  lines({
    title: 'Calls by project',
    description:
      'Answers of the cloud a minute, successes and errors: what the plan of the project counts.',
    unit: units.CountsPerMinute,
    queries: { '{{project}}': perMinute(['project'], RESPONSES) },
  }),
]

export const quota = [
  lines({
    title: 'Quota used',
    description:
      'Share of the plan’s calls that the period has used, all instances together. Needs `quota` in the configuration.',
    unit: units.PercentUnit,
    queries: { '{{project}}': `sum by (project) (${ofProjects('tuya_quota_used_ratio')})` },
  }),
  lines({
    title: 'Time until the quota is empty',
    description:
      'At the pace of the last hours, beside the time until the reset. No line of its own: it lasts until then, or less than six hours were watched.',
    unit: units.Seconds,
    queries: {
      '{{project}} empty': `min by (project) (${ofProjects('tuya_quota_exhaustion_timestamp_seconds')}) - time()`,
      '{{project}} reset': `max by (project) (${ofProjects('tuya_quota_reset_timestamp_seconds')}) - time()`,
    },
  }),
]

export const devices = [
  lines({
    title: 'Devices offline by log',
    description:
      'Devices that the cloud called offline and that have not answered since. A step up is a site without power or network.',
    unit: units.NoUnit,
    queries: {
      '{{source}} {{project}}': `sum by (source, project) (${ofCalls('tuya_devices_offline')})`,
    },
  }),
  lines({
    title: 'Time since the latest answer',
    description:
      'Age of the latest answer found in each log. It grows when an application stops calling the cloud, or stops logging.',
    unit: units.Seconds,
    queries: {
      '{{source}}': `time() - max by (source) (${ofLogs('tuyawatch_log_last_event_timestamp_seconds')})`,
    },
  }),
]

export const alerts = [
  lines({
    title: 'Alerts by rule',
    description: 'Alert instances that fire, or wait for the duration of their rule.',
    unit: units.NoUnit,
    queries: { '{{rule}} {{state}}': `sum by (rule, state) (${own('tuyawatch_alerts')})` },
  }),
  lines({
    title: 'Notifications',
    description:
      'Notifications delivered, and attempts that failed, a minute. Failed ones are tried again.',
    unit: units.CountsPerMinute,
    queries: {
      '{{receiver}} delivered': perMinute(['receiver'], own('tuyawatch_notifications_total')),
      '{{receiver}} failed: {{reason}}': perMinute(
        ['receiver', 'reason'],
        own('tuyawatch_notifications_failed_total'),
      ),
    },
  }),
  lines({
    title: 'Notifications waiting',
    description:
      'Notifications in the outbox of each instance. More than a few for minutes: a receiver does not take them.',
    unit: units.NoUnit,
    queries: { '{{instance}}': `sum by (instance) (${own('tuyawatch_outbox_entries')})` },
  }),
  lines({
    title: 'Receivers',
    description: '1 while a receiver takes notifications, 0 while it fails.',
    unit: units.NoUnit,
    queries: { '{{receiver}}': `min by (receiver) (${own('tuyawatch_receiver_up')})` },
  }),
]

export const reading = [
  lines({
    title: 'Lag',
    description:
      'Bytes of each log that are not accounted for yet. It should be near zero but after a start.',
    unit: units.BytesIEC,
    queries: { '{{source}}': `sum by (source) (${ofLogs('tuyawatch_log_lag_bytes')})` },
  }),
  lines({
    title: 'Lag in time',
    description:
      'Age of the oldest line of each log that was not read yet, at the instance that is furthest behind.',
    unit: units.Seconds,
    queries: { '{{source}}': `max by (source) (${ofLogs('tuyawatch_log_lag_seconds')})` },
  }),
  lines({
    title: 'Reading',
    description: 'Bytes of each log that are read and accounted for in a second.',
    unit: units.BytesPerSecondIEC,
    queries: { '{{source}}': perSecond(['source'], ofLogs('tuyawatch_log_read_bytes_total')) },
  }),
  lines({
    title: 'Lost',
    description:
      'Bytes a second that were never looked at, and why. Anything but zero is worth a look.',
    unit: units.BytesPerSecondIEC,
    queries: {
      '{{source}}: {{reason}}': perSecond(
        ['source', 'reason'],
        ofLogs('tuyawatch_log_lost_bytes_total'),
      ),
    },
  }),
  lines({
    title: 'Files',
    description: 'Log files by state. Unreadable ones want other permissions.',
    unit: units.NoUnit,
    queries: {
      '{{source}} {{state}}': `sum by (source, state) (${ofLogs('tuyawatch_log_files')})`,
    },
  }),
  lines({
    title: 'Answers seen again',
    description:
      'Sightings a minute of answers that are counted already, and answers that came after their time was evaluated.',
    unit: units.CountsPerMinute,
    queries: {
      '{{source}} {{reason}}': perMinute(
        ['source', 'reason'],
        ofLogs('tuyawatch_duplicates_total'),
      ),
      '{{source}} late': perMinute(['source'], ofLogs('tuyawatch_events_late_total')),
    },
  }),
  lines({
    title: 'Taken for something else',
    description:
      'Places a minute that looked like an answer of the cloud and were judged to be none, and why.',
    unit: units.CountsPerMinute,
    queries: { '{{reason}}': perMinute(['reason'], own('tuyawatch_candidates_rejected_total')) },
  }),
]

export const itself = [
  lines({
    title: 'Saving',
    description: 'The slowest one in a hundred commits of the state. Seconds mean a busy disk.',
    unit: units.Seconds,
    queries: {
      '{{instance}}': `histogram_quantile(0.99, ${perSecond(['instance', 'le'], own('tuyawatch_commit_seconds_bucket'))})`,
    },
  }),
  lines({
    title: 'State and configuration',
    description:
      '1 while the state can be saved and the last load of the configuration succeeded, 0 else.',
    unit: units.NoUnit,
    queries: {
      '{{instance}} saves': `min by (instance) (${own('tuyawatch_state_writable')})`,
      '{{instance}} configured': `min by (instance) (${own('tuyawatch_config_last_reload_successful')})`,
    },
  }),
  lines({
    title: 'Memory',
    description: 'Resident memory of each instance.',
    unit: units.BytesIEC,
    queries: { '{{instance}}': `sum by (instance) (${own('process_resident_memory_bytes')})` },
  }),
  lines({
    title: 'Processor',
    description: 'Share of one core that each instance uses.',
    unit: units.PercentUnit,
    queries: { '{{instance}}': perSecond(['instance'], own('process_cpu_seconds_total')) },
  }),
]
