import { classify } from '../classify/classify.ts'
import { logNameOf } from '../config/log-name.ts'
import { extract } from '../extract/extract.ts'
import { readChunk } from '../reading.ts'
import type { Catalog } from '../types/catalog.ts'
import type { Millis } from '../types/time.ts'
import type { ScanStages } from './scan.ts'

export interface ScanPlace {
  /** Relative names of files start here. */
  readonly directory: string
  /** IANA zone of timestamps that name none. */
  readonly timezone: string
  readonly now: Millis
}

/** The stages as the daemon has them. */
export function stagesOf(catalog: Catalog, { directory, timezone, now }: ScanPlace): ScanStages {
  const extractOptions = { timezone, catalog }
  return {
    read: (chunk, point) =>
      readChunk(chunk, point, {
        format: 'auto',
        extract: (record, context) => extract(record, context, extractOptions),
      }),
    classify(response, file, number) {
      const where = { file: number, source: logNameOf(file, directory), project: '' }
      return classify(response, where, catalog, now, { live: false })
    },
  }
}
