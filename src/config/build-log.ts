import { resolve } from 'node:path'
import type * as z from 'zod'
import type { LogEntry } from '../types/config.ts'
import { logNameOf } from './log-name.ts'
import type { logSchema } from './schema-logs.ts'

type LogForm = z.output<typeof logSchema>

/** @param timezone of timestamps that name none, where the entry gives none */
export function buildLog(form: LogForm, directory: string, timezone: string): LogEntry {
  return {
    name: form.name ?? logNameOf(form.path[0] ?? '', directory),
    paths: form.path.map((path) => absolutePattern(path, directory)),
    exclude: (form.exclude ?? []).map((glob) =>
      glob.includes('/') ? absolutePattern(glob, directory) : glob,
    ),
    startAt: form.start_at ?? 'end',
    format: form.format ?? 'auto',
    timezone: form.timezone ?? timezone,
    project: form.project ?? '',
    ...(form.extract !== undefined && { extract: form.extract }),
  }
}

/** `-` is standard input, and `**` starts anywhere. */
export function absolutePattern(pattern: string, directory: string): string {
  return pattern === '-' || pattern.startsWith('**') ? pattern : resolve(directory, pattern)
}
