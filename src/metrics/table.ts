import { COUNTERS, type CounterName } from '../types/series.ts'
import {
  ALERT_STATES,
  FILE_STATES,
  type LogGauges,
  type MetricsSnapshot,
  type Sample,
  WATCH_MODES,
} from './snapshot.ts'

/** One metric: what it is called, what it says, and for a gauge where its value comes from. */
export interface MetricFamily {
  readonly name: string
  readonly help: string
  readonly labels: readonly string[]
  /** Absent for a counter: its values are the saved ones of its name. */
  readonly read?: (snapshot: MetricsSnapshot) => Iterable<Sample>
}

/**
 * Every metric of tuyawatch but the two that belong to the process, `tuyawatch_build_info` and `tuyawatch_commit_seconds`.
 * Counters say what was and are saved; gauges say what is.
 */
export const METRICS: readonly MetricFamily[] = [
  counter(
    'tuya_responses_total',
    'Answers of the Tuya cloud found in the logs, successes and errors; each is one API call.',
  ),
  counter('tuya_errors_total', 'Error answers of the Tuya cloud by response code and category.'),
  {
    name: 'tuya_devices_offline',
    help: 'Devices that the cloud reported offline and that have not answered since.',
    labels: ['source', 'project'],
    read: ({ devicesOffline }) =>
      devicesOffline.map(({ source, project, devices }) => ({
        labels: { source, project },
        value: devices,
      })),
  },
  {
    name: 'tuya_quota_used_ratio',
    help: 'Part of the calls of a plan that is used in its period, as counted in the logs.',
    labels: ['project'],
    read: ({ quotas = [] }) =>
      quotas.map(({ project, usedRatio }) => ({ labels: { project }, value: usedRatio })),
  },
  {
    name: 'tuya_quota_exhaustion_timestamp_seconds',
    help: 'Time at which the calls of a plan run out at the pace of the last hours; absent where that is not before the reset.',
    labels: ['project'],
    read: ({ quotas = [] }) =>
      quotas.flatMap(({ project, exhaustedAt }) =>
        exhaustedAt === undefined
          ? []
          : [{ labels: { project }, value: Math.round(exhaustedAt / 1_000) }],
      ),
  },
  {
    name: 'tuya_quota_reset_timestamp_seconds',
    help: 'Time at which the calls of a plan begin anew.',
    labels: ['project'],
    read: ({ quotas = [] }) =>
      quotas.map(({ project, resetsAt }) => ({ labels: { project }, value: resetsAt / 1_000 })),
  },
  {
    name: 'tuyawatch_alerts',
    help: 'Alert instances of a rule by state.',
    labels: ['rule', 'state'],
    read: ({ alerts }) =>
      alerts.flatMap((alert) =>
        ALERT_STATES.map((state) => ({ labels: { rule: alert.rule, state }, value: alert[state] })),
      ),
  },
  counter('tuyawatch_notifications_total', 'Attempts to deliver a notification to a receiver.'),
  counter(
    'tuyawatch_notifications_failed_total',
    'Failed attempts to deliver a notification to a receiver.',
  ),
  {
    name: 'tuyawatch_outbox_entries',
    help: 'Notifications that wait for delivery.',
    labels: [],
    read: ({ outboxEntries }) => single(outboxEntries),
  },
  {
    name: 'tuyawatch_receiver_up',
    help: 'Whether a receiver takes what is sent to it: 1 yes, or nothing was sent yet, 0 no.',
    labels: ['receiver'],
    read: ({ receivers }) =>
      receivers.map(({ receiver, failing }) => ({ labels: { receiver }, value: Number(!failing) })),
  },
  counter('tuyawatch_log_read_bytes_total', 'Bytes of the logs that were read and accounted for.'),
  counter('tuyawatch_log_lines_total', 'Lines of the logs that were read and accounted for.'),
  counter('tuyawatch_log_lost_bytes_total', 'Bytes of the logs that were never looked at.'),
  {
    name: 'tuyawatch_log_lag_bytes',
    help: 'Bytes that stand in the log files and are not accounted for yet.',
    labels: ['source'],
    read: ({ logs }) => logs.map((log) => ({ labels: sourceOf(log), value: log.lagBytes })),
  },
  {
    name: 'tuyawatch_log_lag_seconds',
    help: 'Age of the oldest line that stands in the log files and was not read yet; 0 where all were.',
    labels: ['source'],
    read: ({ logs }) => logs.map((log) => ({ labels: sourceOf(log), value: log.lagMs / 1_000 })),
  },
  {
    name: 'tuyawatch_log_files',
    help: 'Log files by state.',
    labels: ['source', 'state'],
    read: ({ logs }) =>
      logs.flatMap((log) =>
        FILE_STATES.map((state) => ({
          labels: { ...sourceOf(log), state },
          value: log.files[state],
        })),
      ),
  },
  {
    name: 'tuyawatch_log_last_event_timestamp_seconds',
    help: 'Time at which the cloud gave the latest answer found; absent before the first.',
    labels: ['source'],
    read: ({ logs }) =>
      logs.flatMap((log) =>
        log.lastEventAt === undefined
          ? []
          : [{ labels: sourceOf(log), value: log.lastEventAt / 1_000 }],
      ),
  },
  counter(
    'tuyawatch_candidates_rejected_total',
    'Places that looked like a response of the Tuya cloud and were judged to be something else.',
  ),
  counter('tuyawatch_duplicates_total', 'Further sightings of answers that are counted already.'),
  counter(
    'tuyawatch_identities_forgotten_total',
    'Answers that were forgotten before their time, because too many had to be remembered.',
  ),
  counter(
    'tuyawatch_events_late_total',
    'Answers found after the rules had been evaluated beyond their time.',
  ),
  {
    name: 'tuyawatch_clock_lag_seconds',
    help: 'How far the evaluation of the rules is behind the wall clock.',
    labels: [],
    read: ({ clockLagMs }) => single(clockLagMs / 1_000),
  },
  {
    name: 'tuyawatch_state_writable',
    help: 'Whether the last commit of the state succeeded: 1 yes, 0 no.',
    labels: [],
    read: ({ stateWritable }) => single(Number(stateWritable)),
  },
  {
    name: 'tuyawatch_watch_mode',
    help: 'How changes of the logs are noticed: 1 at the mode in use.',
    labels: ['mode'],
    read: ({ watchMode }) =>
      WATCH_MODES.map((mode) => ({ labels: { mode }, value: Number(mode === watchMode) })),
  },
  {
    name: 'tuyawatch_config_last_reload_successful',
    help: 'Whether the last load of the configuration succeeded: 1 yes, 0 no.',
    labels: [],
    read: ({ lastReload }) => single(Number(lastReload.successful)),
  },
  {
    name: 'tuyawatch_config_last_reload_success_timestamp_seconds',
    help: 'Time of the last successful load of the configuration.',
    labels: [],
    read: ({ lastReload }) => single(lastReload.succeededAt / 1_000),
  },
]

function counter(name: CounterName, help: string): MetricFamily {
  return { name, help, labels: COUNTERS[name] }
}

function single(value: number): readonly [Sample] {
  return [{ labels: {}, value }]
}

function sourceOf({ source }: LogGauges): { readonly source: string } {
  return { source }
}
