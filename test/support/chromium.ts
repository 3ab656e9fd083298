import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'

/** Debian's package of this name. A continuous integration without it fails rather than skips. */
const CHROMIUM = '/usr/bin/chromium'
export const NO_CHROMIUM = process.env['CI'] !== 'true' && !existsSync(CHROMIUM)

/** A browser for the tests of a file; what it gives must be asked for within a test. */
export function useChromium(): () => Browser {
  let browser: Browser | undefined
  beforeAll(async () => {
    if (NO_CHROMIUM) return
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] })
  }, 60_000)
  afterAll(() => browser?.close())
  return () => {
    if (!browser) throw new Error('the browser runs during tests only')
    return browser
  }
}
