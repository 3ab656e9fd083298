import { readdirSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { CatalogFile } from './load.ts'

/** The folder `catalog` of the package; `src` and `dist` lie at the same height beside it. */
const FOLDER = new URL('../../catalog/', import.meta.url)

/** The catalog that comes with tuyawatch. Throws where the package is not whole. */
export function builtinCatalogFiles(): readonly CatalogFile[] {
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith('.yaml'))
    .toSorted()
    .map((name) => new URL(name, FOLDER))
    .map((url) => ({
      file: `catalog/${basename(fileURLToPath(url))}`,
      text: readFileSync(url, 'utf8'),
    }))
}
