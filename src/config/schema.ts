import * as z from 'zod'
import { MASKABLE } from '../types/mask.ts'
import { heartbeatSchema, quotaSchema, weeklySchema } from './schema-later.ts'
import { logSchema } from './schema-logs.ts'
import { inhibitSchema, mailLimitSchema, quietHoursSchema, silenceSchema } from './schema-noise.ts'
import { receiverSchema } from './schema-receivers.ts'
import { ruleSchema } from './schema-rules.ts'
import { oneOrMany } from './text.ts'
import { listen, name, path, url, words } from './values.ts'

/** The form of a configuration file, key by key. It says nothing of what keys must agree on (agree.ts). */
export const configSchema = z
  .strictObject({
    state_dir: path
      .describe(
        'Where positions, counts and mails to send are kept. Default: $STATE_DIRECTORY, else /var/lib/tuyawatch if it can be written, else $XDG_STATE_HOME/tuyawatch.',
      )
      .exactOptional(),
    instance: words
      .describe("Who is speaking, in mails. Default: this machine's name.")
      .exactOptional(),
    http: z
      .strictObject({
        listen: listen
          .describe(
            'HOST:PORT of the status page and the metrics. Default: $TUYAWATCH_LISTEN, else 127.0.0.1:9877.',
          )
          .exactOptional(),
        external_url: url
          .describe('Where people reach the status page; mails link to it.')
          .exactOptional(),
        web_config: path
          .describe("A web configuration file of Prometheus's exporter-toolkit: TLS and users.")
          .exactOptional(),
      })
      .describe('The status page, the metrics and the API.')
      .exactOptional(),
    logs: z.array(logSchema).min(1).describe('The logs to follow.'),
    catalog: oneOrMany(path, 0)
      .describe('Files that add to the built-in catalog of codes, or override it.')
      .exactOptional(),
    quota: z.array(quotaSchema).describe('The calls that your plans allow.').exactOptional(),
    default_rules: z
      .union([z.enum(['all', 'none']), z.array(name)])
      .describe(
        'Which of the default rules hold. Default: all if there are no `rules`, else only log-loss, and with `rules: []` none.',
      )
      .exactOptional(),
    rules: z.array(ruleSchema).describe('When to alert; []: never.').exactOptional(),
    receivers: z.array(receiverSchema).describe('Who is told.').exactOptional(),
    mask: oneOrMany(z.enum(MASKABLE), 0)
      .describe(
        'What of a log is shortened in notifications. Default: device_ids; []: nothing. Secrets go in any case.',
      )
      .exactOptional(),
    heartbeat: heartbeatSchema.exactOptional(),
    weekly: weeklySchema.exactOptional(),
    inhibit: inhibitSchema.exactOptional(),
    silences: z.array(silenceSchema).describe('Silences known beforehand.').exactOptional(),
    quiet_hours: quietHoursSchema.exactOptional(),
    mail_limit: mailLimitSchema.exactOptional(),
  })
  .describe('Configuration of tuyawatch.')

export type ConfigForm = z.output<typeof configSchema>
