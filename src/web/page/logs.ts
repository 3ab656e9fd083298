import { html } from 'hono/html'
import { grouped } from '../../text/grouped.ts'
import { plural } from '../../text/plural.ts'
import { SECOND } from '../../types/time.ts'
import type { LogView, StatusView } from '../status.ts'
import { ago, type Html, section, table } from './parts.ts'
import { bytes, span } from './words.ts'

/** What is read, how far, and what was lost of it. */
export function logSection({ logs, now }: StatusView): Html {
  const rows = logs.map((log) => row(log, now))
  return section('logs', 'Logs', table('Logs that are read', COLUMNS, rows))
}

const COLUMNS = [
  { title: 'Log' },
  { title: 'Lines', kind: 'number' },
  { title: 'Behind', kind: 'number' },
  { title: 'Lost', kind: 'number' },
  { title: 'Last answer', kind: 'number' },
] as const

function row(log: LogView, now: Date): Html {
  const { source, project, files, lines, lagBytes, lagSeconds, lostBytes, lastEventAt } = log
  const lost = Object.entries(lostBytes).filter(([, amount]) => amount > 0)
  const total = lost.reduce((sum, [, amount]) => sum + amount, 0)
  const reasons = lost.map(([reason]) => reason.replaceAll('_', ' '))
  return html`<tr><th scope="row">${source}<span class="more">${project === '' ? '' : `${project}, `}${filesText(files)}</span></th>
<td class="number">${grouped(lines)}</td>
<td class="number">${bytes(lagBytes)}<span class="more">${lagSeconds > 0 ? span(lagSeconds * SECOND) : ''}</span></td>
<td class="number">${bytes(total)}<span class="more">${reasons.join(', ')}</span></td>
<td class="number">${lastEventAt === undefined ? '–' : ago(lastEventAt, now)}</td></tr>`
}

function filesText({ following, unreadable }: LogView['files']): string {
  const read = following === 0 ? 'no file yet' : plural(following, 'file')
  return unreadable === 0 ? read : `${read}, ${grouped(unreadable)} unreadable`
}
