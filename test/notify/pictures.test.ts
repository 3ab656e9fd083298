import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { render } from '../../src/notify/render.ts'
import { makeTestNotification } from '../../src/notify/test-notification.ts'
import type { Digest, Notification } from '../../src/types/notification.ts'
import { NO_CHROMIUM, useChromium } from '../support/chromium.ts'
import { CONTEXT, digest, START } from './fixtures.ts'
import { EXTREME, FIRING, RESOLVED, UPDATE } from './stories.ts'

/** Where pictures are put to be looked at; none without it. */
const PICTURES = process.env['PICTURES']

const MAILS: readonly (readonly [string, Notification | Digest])[] = [
  ['firing', FIRING],
  ['update', UPDATE],
  ['resolved', RESOLVED],
  ['extreme', EXTREME],
  ['digest', digest()],
  ['test', makeTestNotification('ops', START)],
]
const SCREENS = [
  { screen: 'phone', width: 360, height: 780 },
  { screen: 'desktop', width: 1_100, height: 900 },
]
const SCHEMES = ['light', 'dark'] as const

const CASES = MAILS.flatMap(([name, told]) =>
  SCREENS.flatMap((screen) => SCHEMES.map((scheme) => ({ name, told, ...screen, scheme }))),
)
const AXE = readFileSync(new URL(import.meta.resolve('axe-core')), 'utf8')
const browser = useChromium()

test.skipIf(NO_CHROMIUM).for(CASES)(
  'the $name mail on a $scheme $screen: nothing wider than the screen, nothing loaded, everything readable',
  async ({ name, told, screen, width, height, scheme }) => {
    const context = await browser().newContext({ viewport: { width, height }, colorScheme: scheme })
    const page = await context.newPage()
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    const { html } = render(told, { ...CONTEXT, mask: ['device_ids'], statusUrl: STATUS })
    await page.setContent(html)
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width)
    expect(asked).toEqual([])
    expect(await faultsIn(page)).toEqual([])
    if (PICTURES !== undefined) await picture(page, `${name}-${screen}-${scheme}.png`)
    await context.close()
  },
)

test.skipIf(NO_CHROMIUM)(
  'a phone shows without scrolling what happened, where, since when, how bad it is and who must act',
  async () => {
    const page = await browser().newPage({ viewport: { width: 390, height: 844 } })
    await page.setContent(render(FIRING, CONTEXT).html)
    for (const words of ['errors in 5 minutes', 'project eu-prod', 'ago)', 'warning;', 'developer'])
      await expectOnScreen(page, words, 844)
    await page.close()
  },
)

const STATUS = 'https://watch.example.com/'

/** What axe finds: contrast, structure, names. A mail is no page with regions. */
async function faultsIn(page: Page): Promise<unknown> {
  await page.evaluate(AXE)
  return page.evaluate(`
    axe
      .run(document, { rules: { region: { enabled: false }, 'landmark-one-main': { enabled: false } } })
      .then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ': ' + html)))
  `)
}

async function expectOnScreen(page: Page, words: string, height: number): Promise<void> {
  const box = await page.getByText(words).first().boundingBox()
  expect(box, words).not.toBeNull()
  expect((box?.y ?? height) + (box?.height ?? 0), words).toBeLessThan(height)
}

async function picture(page: Page, name: string): Promise<void> {
  mkdirSync(PICTURES ?? '', { recursive: true })
  await page.screenshot({ path: join(PICTURES ?? '', name), fullPage: true })
}
