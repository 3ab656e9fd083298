import { createHash } from 'node:crypto'
import { html, raw } from 'hono/html'
import { SEVERITIES } from '../types/catalog.ts'
import type { Held } from '../types/notification.ts'
import type { SilenceView } from './silences.ts'
import { type AlertView, countByCategory, type StatusView } from './status.ts'

type Html = ReturnType<typeof html>

const STYLE = `:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}
body{max-width:60rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.4rem}h2{font-size:1.1rem;margin-top:2rem}
table{border-collapse:collapse;width:100%}
th,td{text-align:left;padding:.3rem .8rem .3rem 0;border-bottom:1px solid #8884}
.number{text-align:right;font-variant-numeric:tabular-nums}
.critical{color:#c22}.warning{color:#b60}
td.number+td,th.number+th{padding-left:1rem}
nav{margin-top:2rem}nav a{margin-right:1rem}`

/** Value for the `style-src` of the page's Content-Security-Policy: this style sheet and no other. */
export const STYLE_SOURCE = `'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`

/** Seconds after which an open page asks for itself again. */
const REFRESH_S = 10

/** The page at `/`: what is firing, what was counted, what is read. */
export function statusPage(status: StatusView): Html {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="refresh" content="${REFRESH_S}">
<title>${titleOf(status)}</title>
<style>${raw(STYLE)}</style>
</head>
<body>
<h1>tuyawatch on ${status.instance}</h1>
<p>${summaryOf(status)}</p>
<main>
<h2>Alerts</h2>
${status.alerts.length === 0 ? html`<p>Nothing is firing.</p>` : alertTable(status.alerts)}
${silenceSection(status)}
<h2>Errors by category</h2>
${status.codes.length === 0 ? html`<p>None found so far.</p>` : categoryTable(status)}
<h2>Logs</h2>
${logTable(status)}
</main>
<nav><a href="/metrics">Metrics</a><a href="/api/v1/status">Status as JSON</a><a href="/api/v1/alerts">Alerts as JSON</a></nav>
<p>Version ${status.version}, running since ${status.startedAt.toISOString()}.</p>
</body>
</html>`
}

function titleOf({ alerts, instance }: StatusView): string {
  const firing = alerts.filter(({ state }) => state === 'firing').length
  return firing === 0 ? `tuyawatch on ${instance}` : `(${firing}) tuyawatch on ${instance}`
}

function summaryOf({ responses, errors, live, outbox }: StatusView): string {
  const sentences = [
    `${responses} answers of the Tuya cloud found, ${errors} of them errors.`,
    live ? '' : 'Still reading older lines.',
    outbox.entries === 0 ? '' : `${outbox.entries} mails wait for delivery.`,
    outbox.lastError ? `The last attempt failed: ${outbox.lastError}` : '',
  ]
  return sentences.filter(Boolean).join(' ')
}

function alertTable(alerts: readonly AlertView[]): Html {
  const rows = alerts.toSorted(worstFirst).map(
    (alert) => html`<tr>
<td class="${alert.severity}">${alert.severity}</td>
<th scope="row">${alert.rule}</th>
<td>${alert.state}${alert.held ? ` (${HELD[alert.held]})` : ''}</td>
<td>${groupText(alert)}</td>
<td>${alert.since.toISOString()}</td>
<td class="number">${alert.total}</td></tr>`,
  )
  return table(['Severity', 'Rule', 'State', 'Group', 'Since', '#Errors'], rows)
}

/** Why people are not told of an alert that fires. */
const HELD: Readonly<Record<Held['reason'], string>> = {
  explained: 'explained by another alert',
  recovering: 'its cause has just ended',
  silenced: 'silenced',
  flapping: 'flapping',
  quiet_hours: 'waits for the end of quiet hours',
  mail_limit: 'waits for room within the limit of mails',
}

function silenceSection({ silences }: StatusView): Html | string {
  if (silences.length === 0) return ''
  const rows = silences.map(
    ({ id, state, match, until, reason }) => html`<tr>
<th scope="row">${id}</th>
<td>${state}</td>
<td>${matchText(match)}</td>
<td>${until.toISOString()}</td>
<td>${reason ?? ''}</td></tr>`,
  )
  return html`<h2>Silences</h2>
${table(['Id', 'State', 'Alerts', 'Until', 'Reason'], rows)}`
}

function matchText(match: SilenceView['match']): string {
  return Object.entries(match)
    .map(([key, values]) => `${key}=${values.join(',')}`)
    .join(' ')
}

function worstFirst(a: AlertView, b: AlertView): number {
  return SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity)
}

/** A label without a value, such as `project` where the configuration names none, says nothing. */
function groupText({ group }: AlertView): string {
  const named = Object.entries(group).filter(([, value]) => value !== '')
  return named.map(([label, value]) => `${label}=${value}`).join(' ')
}

function categoryTable({ codes }: StatusView): Html {
  const rows = countByCategory(codes).map(({ category, count }) => {
    const members = codes.filter((code) => code.category === category)
    const list = members.map(
      ({ code, count, meaning }) => html`<span title="${meaning ?? ''}">${code} (${count})</span> `,
    )
    return html`<tr><th scope="row">${category}</th><td class="number">${count}</td><td>${list}</td></tr>`
  })
  return table(['Category', '#Errors', 'Codes'], rows)
}

function logTable({ logs }: StatusView): Html {
  const rows = logs.map(
    ({ source, project, files, lines, lagBytes }) => html`<tr>
<th scope="row">${source}</th>
<td>${project}</td>
<td class="number">${files.following}</td>
<td class="number">${files.unreadable}</td>
<td class="number">${lines}</td>
<td class="number">${lagBytes}</td></tr>`,
  )
  return table(['Source', 'Project', '#Followed', '#Unreadable', '#Lines', '#Bytes behind'], rows)
}

/** A heading that starts with `#` stands over numbers. */
function table(headings: readonly string[], rows: readonly Html[]): Html {
  const cells = headings.map((heading) =>
    heading.startsWith('#')
      ? html`<th scope="col" class="number">${heading.slice(1)}</th>`
      : html`<th scope="col">${heading}</th>`,
  )
  return html`<table><thead><tr>${cells}</tr></thead><tbody>${rows}</tbody></table>`
}
