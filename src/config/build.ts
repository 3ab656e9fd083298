import { resolve } from 'node:path'
import type { Config } from '../types/config.ts'
import { buildHeartbeat } from './build-heartbeat.ts'
import { buildLog } from './build-log.ts'
import { buildNoise } from './build-noise.ts'
import { buildQuota } from './build-quota.ts'
import { buildReceiver } from './build-receiver.ts'
import { buildRules } from './build-rule.ts'
import { buildWeekly } from './build-weekly.ts'
import type { Listen } from './listen.ts'
import type { Machine } from './machine.ts'
import type { ConfigForm } from './schema.ts'
import { defaultStateDirectory } from './state-directory.ts'

export interface BuildContext {
  /** Absolute; relative paths of the configuration start here. */
  readonly directory: string
  readonly machine: Machine
  readonly http: Listen
}

/** A checked form with every default filled in and every path absolute. */
export function buildConfig(form: ConfigForm, { directory, machine, http }: BuildContext): Config {
  const receivers = (form.receivers ?? []).map((receiver) => buildReceiver(receiver, directory))
  const quotas = (form.quota ?? []).map((quota) => buildQuota(quota, machine.timezone))
  return {
    stateDir:
      form.state_dir === undefined
        ? defaultStateDirectory(machine)
        : resolve(directory, form.state_dir),
    instance: form.instance ?? machine.hostname,
    http: {
      ...http,
      ...(form.http?.external_url !== undefined && { externalUrl: form.http.external_url }),
      ...(form.http?.web_config !== undefined && {
        webConfig: resolve(directory, form.http.web_config),
      }),
    },
    logs: form.logs.map((log) => buildLog(log, directory, machine.timezone)),
    catalog: (form.catalog ?? []).map((file) => resolve(directory, file)),
    rules: buildRules(
      form.rules ?? [],
      receivers.map(({ name }) => name),
      quotas,
    ),
    ...(quotas.length > 0 && { quotas }),
    receivers,
    mask: form.mask ?? ['device_ids'],
    noise: buildNoise(form, machine.timezone),
    ...(form.heartbeat && { heartbeat: buildHeartbeat(form.heartbeat, directory) }),
    ...(form.weekly && { weekly: buildWeekly(form.weekly, receivers, machine.timezone) }),
  }
}
