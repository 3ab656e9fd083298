import type { Browser, BrowserContext, Page } from 'playwright-core'
import { onTestFinished } from 'vitest'

/** Who looks: at what size, in which light, with scripts or without. */
export type Reader = NonNullable<Parameters<Browser['newContext']>[0]>

export interface Opened {
  readonly page: Page
  readonly context: BrowserContext
  /** What the console said that was not asked for: errors, and what the security policy refused. */
  readonly complaints: readonly string[]
}

/** A page of its own, gone when the test is over. */
export async function openPage(browser: Browser, url: string, reader: Reader): Promise<Opened> {
  const context = await browser.newContext(reader)
  onTestFinished(() => context.close())
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('requestfailed', (request) => complaints.push(`no answer: ${request.url()}`))
  await page.goto(url)
  return { page, context, complaints }
}
