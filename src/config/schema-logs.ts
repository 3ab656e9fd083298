import * as z from 'zod'
import { extractPattern } from './extract-pattern.ts'
import { oneOrMany } from './text.ts'
import { glob, name, projectName, timezone } from './values.ts'

const extractForm = z
  .strictObject({
    name: name.describe('What you call this form; unique within the entry.'),
    pattern: extractPattern.describe(
      'An RE2 pattern, tried on each line, with the named groups code, message, device_id, path, tid and time, of which code is needed. Code 0 or 200 is a success.',
    ),
  })
  .describe('A form of your own in which a response is logged.')

/** One entry of `logs`. */
export const logSchema = z
  .strictObject({
    name: name
      .describe(
        'The label `source`. Default: the last fixed part of the path: `app` for /var/log/app/*.log*, `billing` for /x/billing.log.',
      )
      .exactOptional(),
    path: oneOrMany(glob).describe(
      'A path or glob, or a list of them. Relative ones start at the directory of this file; `-` is standard input.',
    ),
    exclude: oneOrMany(glob, 0)
      .describe('Globs of files to leave out; one without a slash is compared with the file name.')
      .exactOptional(),
    start_at: z
      .enum(['end', 'beginning'])
      .describe(
        'Where to start in files that are there when this entry is first seen. Default: end. Files that appear later are read whole.',
      )
      .exactOptional(),
    format: z
      .enum(['auto', 'plain', 'docker', 'cri'])
      .describe('How the container runtime wraps the lines. Default: auto, decided line by line.')
      .exactOptional(),
    timezone: timezone
      .describe("Zone of timestamps that name none. Default: this machine's.")
      .exactOptional(),
    project: projectName
      .describe('The label `project`: the Tuya cloud project that these logs talk to. Default: "".')
      .exactOptional(),
    extract: z
      .array(extractForm)
      .refine(
        (forms) => new Set(forms.map((form) => form.name)).size === forms.length,
        'expected a unique name for each form, got one twice',
      )
      .describe('Forms of your own, tried first.')
      .exactOptional(),
  })
  .describe('Log files that belong together: one value of the label `source`.')
