import { readFileSync } from 'node:fs'

/** Version of the package; the file stands beside both src/ and dist/. */
export const VERSION: string = JSON.parse(
  readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
).version

/** Commit of the build where the image or the packager says it, else `unknown`. */
export const REVISION: string = process.env['TUYAWATCH_REVISION'] ?? 'unknown'
