import * as z from 'zod'
import { oneOrMany } from './text.ts'
import { glob, name, pattern, projectName, timezone } from './values.ts'

const extractPattern = z
  .strictObject({
    name: name.describe('Name of the pattern; `explain` shows it as the reason.'),
    pattern: pattern.describe(
      'An RE2 pattern with the named groups code, message, device_id, path, tid and time, of which code is needed.',
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
    extract: z.array(extractPattern).describe('Forms of your own, tried first.').exactOptional(),
  })
  .describe('Log files that belong together: one value of the label `source`.')
