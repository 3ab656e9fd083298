import { namesAgree } from './agree-names.ts'
import { quotasAgree } from './agree-quota.ts'
import { heartbeatAgrees, receiversAgree } from './agree-receivers.ts'
import { rulesAgree } from './agree-rules.ts'
import type { Issue } from './issue.ts'

/**
 * Where keys contradict each other or miss one another. It reads what is there and passes over what has no form yet,
 * so that these problems show together with those of the schema.
 *
 * @param directory of the configuration file, absolute
 */
export function findDisagreements(data: unknown, directory: string): readonly Issue[] {
  return [
    ...namesAgree(data, directory),
    ...rulesAgree(data),
    ...quotasAgree(data),
    ...receiversAgree(data),
    ...heartbeatAgrees(data),
  ]
}
