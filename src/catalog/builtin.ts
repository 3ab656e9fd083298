import { readdirSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Catalog, Entry } from '../types/catalog.ts'
import type { CatalogFile } from './load.ts'
import { catalogOf } from './lookup.ts'

/** The folder `catalog` of the package; `src` and `dist` lie at the same height beside it. */
const FOLDER = new URL('../../catalog/', import.meta.url)

/**
 * The catalog that comes with tuyawatch, from what `npm run build:catalog` made of its files: to read and check their YAML
 * takes longer than to scan a gigabyte. Throws where the package is not whole.
 */
export function builtinCatalog(): Catalog {
  // A test holds it against the files, which are checked.
  const entries: readonly Entry[] = JSON.parse(
    readFileSync(new URL('compiled.json', FOLDER), 'utf8'),
  )
  return catalogOf(entries)
}

/** The files of the catalog that comes with tuyawatch. Throws where the package is not whole. */
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
