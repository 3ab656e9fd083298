import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { simpleParser } from 'mailparser'
import { pino } from 'pino'
import { type Browser, chromium } from 'playwright-core'
import { startDaemon } from '../../src/daemon.ts'
import { createInbox } from '../../src/notify/inbox.ts'
import { readPlan } from '../../src/read-plan.ts'
import { dayUntil } from './day.ts'

/**
 * Makes the pictures of the README: a daemon reads the log of a day, its page is photographed, and the mail that it sent.
 * Needs Debian's package chromium.
 */
const PICTURES = 'docs/pictures'

const folder = mkdtempSync(join(tmpdir(), 'tuyawatch-pictures-'))
const { promise: mailed, resolve } = Promise.withResolvers<string>()
const inbox = await createInbox({
  directory: join(folder, 'mails'),
  now: Date.now,
  onMail: ({ subject, file }) => subject.includes('auth-failing') && resolve(file),
})
writeFileSync(join(folder, 'app.log'), dayUntil(Date.now()))
writeFileSync(join(folder, 'tuyawatch.yaml'), configuration(inbox.port))
const plan = await readPlan({ file: join(folder, 'tuyawatch.yaml') })
if (!plan.ok) throw new Error(JSON.stringify(plan.problems))
const daemon = await startDaemon(plan.value, pino({ level: 'silent' }))
const { html } = await simpleParser(readFileSync(await mailed))
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
})
await photographPage(browser, daemon.url)
await photographMail(browser, html || '')
await browser.close()
await daemon.close()
await inbox.close()
rmSync(folder, { recursive: true })

async function photographPage(browser: Browser, url: string): Promise<void> {
  const desktop = await browser.newPage({ viewport: { width: 1_000, height: 1_140 } })
  await desktop.goto(url)
  await desktop.screenshot({ path: join(PICTURES, 'page.png') })
  const phone = await browser.newPage({
    viewport: { width: 390, height: 844 },
    colorScheme: 'dark',
  })
  await phone.goto(url)
  await phone.screenshot({ path: join(PICTURES, 'page-phone.png') })
}

async function photographMail(browser: Browser, html: string): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 680, height: 1_000 } })
  await page.setContent(html)
  await page.screenshot({ path: join(PICTURES, 'mail.png') })
}

/** A plan whose calls end before the month does. */
function configuration(port: number): string {
  const yesterday = new Date(Date.now() - 86_400_000).toISOString()
  return `state_dir: state
instance: billing-1
http: { listen: "127.0.0.1:0" }
logs: [{ name: billing-api, path: app.log, project: eu-prod, start_at: beginning }]
quota: [{ project: eu-prod, calls: 26000, period: monthly, resets_on: ${(new Date().getUTCDate() + 18) % 28 || 28}, timezone: UTC, used: 17000, at: "${yesterday}" }]
receivers:
  - { name: ops, email: { to: [ops@example.com], from: tuyawatch@example.com, smtp: { host: 127.0.0.1, port: ${port}, tls: none } } }
`
}
