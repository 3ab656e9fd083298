import * as z from 'zod'
import { configSchema } from './schema.ts'

/**
 * The form of a configuration as JSON Schema, for completion and checks in editors. Draft 7, which all editors know.
 */
export function jsonSchema(): object {
  return {
    title: 'tuyawatch configuration',
    ...z.toJSONSchema(configSchema, { io: 'input', target: 'draft-7' }),
  }
}
