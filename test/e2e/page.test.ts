import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { failure, success } from '../support/answers.ts'
import { NO_CHROMIUM, useChromium } from '../support/chromium.ts'
import { temporaryDirectory } from '../support/directory.ts'
import { openPage, type Reader } from '../support/open-page.ts'
import { until } from '../support/process.ts'
import { startRun } from './start.ts'

const PHONE = { width: 390, height: 844 }
const DESKTOP = { width: 1_280, height: 900 }

const READERS = [
  { name: 'desktop, light', viewport: DESKTOP, colorScheme: 'light' },
  { name: 'desktop, dark', viewport: DESKTOP, colorScheme: 'dark' },
  { name: 'phone, light', viewport: PHONE, colorScheme: 'light' },
  { name: 'phone, dark', viewport: PHONE, colorScheme: 'dark' },
] as const

const browser = useChromium()

test.skipIf(NO_CHROMIUM)(
  'the page of a running daemon is whole in every size and light, and nothing complains (needs Debian’s package chromium)',
  async () => {
    const { url } = await startWatching()
    for (const { name, ...reader } of READERS) {
      const { page, complaints } = await openPage(browser(), url, reader)
      await openAll(page)
      expect(await widthOf(page), name).toBe(reader.viewport.width)
      expect(await faultsIn(page), name).toEqual([])
      expect(complaints, name).toEqual([])
    }
  },
  120_000,
)

test.skipIf(NO_CHROMIUM)(
  'an open page shows a new error by itself, and what was opened stays open',
  async () => {
    const { url, log } = await startWatching()
    const { page, complaints } = await openPage(browser(), url, { viewport: DESKTOP })
    await page.locator('#timeline-numbers > summary').click()
    expect(await page.locator('#events').textContent()).not.toContain('1106')
    appendFileSync(log, `${failure(1106, 'permission deny', Date.now())}\n`)
    await page.locator('#events b', { hasText: '1106' }).first().waitFor({ timeout: 20_000 })
    expect(await page.locator('#timeline-numbers').getAttribute('open')).not.toBeNull()
    expect(await page.evaluate('document.activeElement.id')).toBe('timeline-numbers-summary')
    expect(complaints).toEqual([])
  },
  60_000,
)

test.skipIf(NO_CHROMIUM)(
  'a page that gets no answer any more says so',
  async () => {
    const { url, daemon } = await startWatching()
    const { page } = await openPage(browser(), url, { viewport: PHONE })
    await daemon.end('SIGTERM')
    await page.locator('#stale', { hasText: 'has not answered since' }).waitFor({ timeout: 20_000 })
  },
  60_000,
)

interface Hand {
  readonly how: string
  readonly reader: Reader
  readonly press: (page: Page) => Promise<void>
}

const HANDS: readonly Hand[] = [
  {
    how: 'by keyboard',
    reader: { viewport: DESKTOP },
    async press(page) {
      await tabTo(page, 'SELECT')
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('Tab')
      await page.keyboard.press('Enter')
    },
  },
  {
    how: 'without a script',
    reader: { viewport: PHONE, javaScriptEnabled: false },
    press: (page) => page.locator('#alerts button').first().click(),
  },
]

test.skipIf(NO_CHROMIUM).for(HANDS)(
  'an alert is silenced $how, and the silence ended again',
  async ({ reader, press }) => {
    const { url } = await startWatching()
    const { page, complaints } = await openPage(browser(), url, reader)
    await press(page)
    await page.waitForURL(`${url}/#silences`)
    expect(await page.locator('#silences').textContent()).toContain('rule auth-failing')
    expect(await silencesOf(url)).toMatchObject([
      { match: { rule: ['auth-failing'], project: ['eu'] }, reason: 'by the status page' },
    ])
    await page.locator('#silences button').click()
    await until('the end of the silence', async () => (await silencesOf(url)).length === 0)
    await page.locator('#silences:not(:has(button))').waitFor()
    expect(await page.locator('#silences').textContent()).not.toContain('auth-failing')
    expect(complaints).toEqual([])
  },
)

test.skipIf(NO_CHROMIUM)(
  'what a log says never becomes a part of the page',
  async () => {
    const { url, log } = await startWatching()
    const evil = `</code><img src=x onerror=alert(1)><script>alert(2)</script>`
    const line = failure(1106, evil, Date.now())
    appendFileSync(log, `${line}\n`)
    await until('the error', async () =>
      (await (await fetch(`${url}/api/v1/events`)).text()).includes('onerror'),
    )
    const { page, complaints } = await openPage(browser(), url, { viewport: DESKTOP })
    expect(await page.locator('#events').textContent()).toContain(evil)
    expect(await page.locator('main img, main script').count()).toBe(0)
    expect(complaints).toEqual([])
  },
  60_000,
)

/** A daemon whose log has fired one alert, with every part of the page filled. */
async function startWatching() {
  const directory = temporaryDirectory()
  const log = join(directory, 'app.log')
  const config = join(directory, 'tuyawatch.yaml')
  writeFileSync(config, configuration(directory))
  const now = Date.now()
  const answers = Array.from({ length: 30 }, (_, n) => [
    success(now - n * 1_800_000),
    failure(1010, 'token invalid', now - n * 500),
  ])
  writeFileSync(log, answers.flat().toReversed().join('\n').concat('\n'))
  const started = await startRun(config)
  await until('an alert that a mail was tried for', async () => {
    const { alerts, mails } = (await (await fetch(`${started.url}/api/v1/status`)).json()) as {
      readonly alerts: readonly unknown[]
      readonly mails: readonly unknown[]
    }
    return alerts.length > 0 && mails.length > 0
  })
  return { ...started, log }
}

function configuration(directory: string): string {
  return `state_dir: ${join(directory, 'state')}
instance: test
http: { listen: 127.0.0.1:0 }
logs: [{ name: app, path: "${directory}/app.log", project: eu, start_at: beginning }]
quota: [{ project: eu, calls: 26000, period: monthly, resets_on: 1, timezone: UTC }]
silences: [{ match: { rule: other }, until: 2099-01-01T00:00Z, reason: planned }]
default_rules: [auth-failing]
receivers:
  - { name: ops, email: { to: [ops@example.com], from: tuyawatch@example.com, smtp: { host: 127.0.0.1, port: 1, tls: none } } }
`
}

async function openAll(page: Page): Promise<void> {
  await page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
}

async function widthOf(page: Page): Promise<unknown> {
  return await page.evaluate('document.documentElement.scrollWidth')
}

const AXE = readFileSync(new URL(import.meta.resolve('axe-core')), 'utf8')

/** What axe finds, of every rule that it knows. */
async function faultsIn(page: Page): Promise<unknown> {
  await page.evaluate(AXE)
  return await page.evaluate(
    'axe.run().then(({ violations }) => violations.map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html)]))',
  )
}

/** Presses Tab until such an element has the focus. */
async function tabTo(page: Page, element: string): Promise<void> {
  for (let presses = 0; presses < 50; presses++) {
    await page.keyboard.press('Tab')
    if ((await page.evaluate('document.activeElement.tagName')) === element) return
  }
  throw new Error(`no ${element} can be reached by the keyboard`)
}

async function silencesOf(url: string): Promise<readonly object[]> {
  const response = await fetch(`${url}/api/v1/silences`)
  const { silences } = (await response.json()) as {
    readonly silences: readonly { readonly madeBy: string }[]
  }
  return silences.filter(({ madeBy }) => madeBy === 'api')
}
