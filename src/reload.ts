import { problemLine } from './config/problem-line.ts'
import type { Plan } from './plan.ts'
import type { Checked, Config } from './types/config.ts'
import type { Millis } from './types/time.ts'
import { readsInput } from './wiring.ts'

/** How the last reload went: what `tuyawatch_config_last_reload_*` show. */
export interface Reloads {
  readonly successful: boolean
  /** When a configuration was taken up last. */
  readonly succeededAt: Millis
}

export interface Replanned {
  /** Absent: the old one goes on. */
  readonly plan?: Plan
  readonly reloads: Reloads
  /** For the log. */
  readonly remarks: readonly { readonly level: 'info' | 'warn' | 'error'; readonly words: string }[]
}

/** Decides about a configuration that was read again. What is wrong with it is said, and the last good one stays. */
export function replan(
  before: Plan,
  read: Checked<Plan>,
  reloads: Reloads,
  now: Millis,
): Replanned {
  if (!read.ok) return refused(read.problems.map(problemLine), reloads)
  if (readsInput(before.config) || readsInput(read.value.config))
    return refused(['standard input cannot be taken up again; restart instead'], reloads)
  const { config, catalog } = read.value
  const kept = unchangeable(before.config, config)
  return {
    plan: { config: { ...config, ...fixed(before.config) }, catalog },
    reloads: { successful: true, succeededAt: now },
    remarks: [
      ...kept.map((words) => ({ level: 'warn' as const, words })),
      { level: 'info', words: 'the configuration was reloaded' },
    ],
  }
}

/** What the daemon was started with and cannot exchange while it runs. */
function fixed({ stateDir, http }: Config): Pick<Config, 'stateDir' | 'http'> {
  return { stateDir, http }
}

function unchangeable(before: Config, after: Config): readonly string[] {
  const moved = before.http.host !== after.http.host || before.http.port !== after.http.port
  return [
    ...(before.stateDir === after.stateDir ? [] : ['state_dir changes with a restart only']),
    ...(moved ? ['http.listen changes with a restart only'] : []),
    ...(before.http.webConfig === after.http.webConfig
      ? []
      : ['http.web_config names another file with a restart only']),
  ]
}

function refused(problems: readonly string[], { succeededAt }: Reloads): Replanned {
  return {
    reloads: { successful: false, succeededAt },
    remarks: [
      ...problems.map((words) => ({ level: 'error' as const, words })),
      { level: 'error', words: 'the configuration was not reloaded; the last good one goes on' },
    ],
  }
}
