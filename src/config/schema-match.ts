import * as z from 'zod'
import { CATEGORIES, KINDS, SEVERITIES } from '../types/catalog.ts'
import { oneOrMany, textThat } from './text.ts'
import { nameGlob, pattern } from './values.ts'

/** As the cloud sends it: a number, perhaps negative, or a word such as USER_SESSION_INVALID. */
const code = z
  .union([z.int(), textThat('a code', (value) => /^[\w-]+$/.test(value))])
  .transform(String)

/** Which errors a rule or a silence is about. */
export const matchSchema = z
  .strictObject({
    category: oneOrMany(z.enum(CATEGORIES)).describe('Categories of the catalog.').exactOptional(),
    kind: oneOrMany(z.enum(KINDS))
      .describe('The finer sort within a category; it decides who must act.')
      .exactOptional(),
    severity: oneOrMany(z.enum(SEVERITIES))
      .describe("The catalog's severity of the code.")
      .exactOptional(),
    code: oneOrMany(code).describe('Codes as the cloud sends them.').exactOptional(),
    source: oneOrMany(nameGlob)
      .describe('Names of `logs` entries, or globs of them.')
      .exactOptional(),
    project: oneOrMany(z.union([z.literal(''), nameGlob]))
      .describe('Projects, or globs of them; "" is no project.')
      .exactOptional(),
    path: oneOrMany(nameGlob)
      .describe('Paths of the API, or globs of them, such as /v1.0/*.')
      .exactOptional(),
    message: pattern.describe("An RE2 pattern, searched in the cloud's message.").exactOptional(),
  })
  .describe(
    'The errors it is about: each key given must hold, with any of its values. Absent: every error.',
  )
