import assert from 'node:assert/strict'
import { builtinCatalogFiles } from '../src/catalog/builtin.ts'
import { loadCatalog } from '../src/catalog/load.ts'

/** The checked entries of the catalog that comes with tuyawatch, as JSON, one a line. */
export function compiledCatalog(): string {
  const catalog = loadCatalog(builtinCatalogFiles())
  assert(catalog.ok, 'the catalog that comes with tuyawatch is right')
  const lines = catalog.value.entries.map((entry) => JSON.stringify(entry))
  return `[\n${lines.join(',\n')}\n]\n`
}
