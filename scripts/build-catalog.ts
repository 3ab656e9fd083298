// Writes the catalog's YAML as JSON: reading and checking YAML takes longer than to scan a gigabyte.
import { writeFileSync } from 'node:fs'
import { compiledCatalog } from './catalog.ts'

writeFileSync('catalog/compiled.json', compiledCatalog())
