import { builtinCatalogFiles } from '../../src/catalog/builtin.ts'
import { loadCatalog } from '../../src/catalog/load.ts'
import { extract } from '../../src/extract/extract.ts'
import { type ReadingOptions, readChunk } from '../../src/reading.ts'
import type { Catalog } from '../../src/types/catalog.ts'
import type { ReadingPoint } from '../../src/types/file.ts'
import { EMPTY_CONTEXT, type Rejection, type Response } from '../../src/types/record.ts'
import { find } from '../support/find.ts'

/** What the whole path from bytes finds in a file. */
export interface Found {
  readonly responses: readonly Response[]
  readonly rejections: readonly Rejection[]
}

/** Reads a whole file as `scan` does: sift, frame and extract with the catalog that comes with the program. */
export function readThrough(file: string | Uint8Array, zone = 'UTC'): Found {
  const bytes = typeof file === 'string' ? Buffer.from(file) : file
  const { records } = readChunk({ file: 1, from: 0, bytes, ending: 'final' }, START, {
    ...OPTIONS,
    extract: (record, context) => extract(record, context, { timezone: zone, catalog: CATALOG }),
  })
  return {
    responses: records.flatMap(({ extraction }) => extraction.responses),
    rejections: records.flatMap(({ extraction }) => extraction.rejections),
  }
}

const START: ReadingPoint = { resume: 0, inside: 'line_start', line: 0, context: EMPTY_CONTEXT }
const OPTIONS: Pick<ReadingOptions, 'find' | 'format'> = { find, format: 'auto' }

export const CATALOG: Catalog = builtin()

function builtin(): Catalog {
  const loaded = loadCatalog(builtinCatalogFiles())
  if (!loaded.ok) throw new Error('the built-in catalog is not right')
  return loaded.value
}
