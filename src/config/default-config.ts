import type { Checked, Config, Receiver } from '../types/config.ts'
import { DEFAULT_NOISE } from '../types/noise.ts'
import { buildRules } from './build-rule.ts'
import { DEFAULT_RULES, PLAN_RULES } from './default-rules.ts'
import { httpAddress } from './http-address.ts'
import { logsFromPaths } from './logs-from-paths.ts'
import type { Machine } from './machine.ts'
import { ruleSchema } from './schema-rules.ts'
import { defaultStateDirectory } from './state-directory.ts'

export interface DefaultInput {
  /** Paths, globs and `-` as the command line gives them. */
  readonly paths: readonly string[]
  readonly machine: Machine
  /** The flag `--listen`. */
  readonly listen?: string
  /** Who is told; the default rules tell all of them. */
  readonly receivers?: readonly Receiver[]
}

/** The configuration of a run without a file: the default rules over the given logs, read from their beginning. */
export function defaultConfig(input: DefaultInput): Checked<Config> {
  const { paths, machine, listen, receivers = [] } = input
  const http = httpAddress(listen, undefined, machine.environment)
  if (!http.ok) return http
  const rules = buildRules(
    DEFAULT_RULES.filter(({ rule: { name } }) => !PLAN_RULES.includes(name)).map(({ rule }) =>
      ruleSchema.parse(rule),
    ),
    receivers.map(({ name }) => name),
  )
  return {
    ok: true,
    value: {
      stateDir: defaultStateDirectory(machine),
      instance: machine.hostname,
      http: http.value,
      logs: logsFromPaths(paths, machine),
      catalog: [],
      rules,
      receivers,
      noise: DEFAULT_NOISE,
      mask: ['device_ids'],
    },
  }
}
