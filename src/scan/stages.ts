import { logNameOf } from '../config/log-name.ts'
import { stagesOf } from '../stages.ts'
import type { Catalog } from '../types/catalog.ts'
import type { LogEntry } from '../types/config.ts'
import type { Millis } from '../types/time.ts'
import type { ScanStages } from './scan.ts'

export interface ScanPlace {
  /** Relative names of files start here. */
  readonly directory: string
  /** IANA zone of timestamps that name none. */
  readonly timezone: string
  readonly now: Millis
}

/** The stages of the daemon over logs that no configuration describes; each file is a source of its own. */
export function scanStages(catalog: Catalog, { directory, timezone, now }: ScanPlace): ScanStages {
  const { buffer, read, classify } = stagesOf(catalog)
  const logs = new Map<string, LogEntry>()
  const logOf = (file: string): LogEntry => {
    const log = logs.get(file) ?? describe(file)
    logs.set(file, log)
    return log
  }
  const describe = (file: string): LogEntry => ({
    name: logNameOf(file, directory),
    paths: [file],
    exclude: [],
    startAt: 'beginning',
    format: 'auto',
    timezone,
    project: '',
  })
  return {
    buffer,
    read: (chunk, point, file, take) => read(chunk, point, logOf(file), take),
    classify: (response, file, number) =>
      classify(response, { file: number, log: logOf(file), arrived: now, live: false }),
  }
}
