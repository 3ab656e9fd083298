import { html } from 'hono/html'
import { plural } from '../../text/plural.ts'
import type { EventView } from '../status.ts'
import { fold, type Html, moment, section, table } from './parts.ts'
import { CATEGORY_NAMES } from './words.ts'

/** The latest errors with their log text. */
export function eventSection(events: readonly EventView[], now: Date): Html {
  const rows = events.map((event) => row(event, now))
  const others = rows.slice(EVENTS_SHOWN)
  const body =
    rows.length === 0
      ? html`<p class="quiet">None so far.</p>`
      : html`${table('The latest errors, newest first', COLUMNS, rows.slice(0, EVENTS_SHOWN))}
${others.length === 0 ? '' : fold('events-more', `${plural(others.length, 'earlier error')}`, table('Earlier errors', COLUMNS, others))}`
  return section('events', 'Latest errors', body)
}

/** A screen. */
const EVENTS_SHOWN = 6

const COLUMNS = [{ title: 'When (UTC)' }, { title: 'What' }]

function row({ at, code, category, source, project, message, text }: EventView, now: Date): Html {
  const place = project === '' ? source : `${source}, ${project}`
  return html`<tr><th scope="row" class="when">${moment(at, now)}</th>
<td><b>${code}</b> ${message} <span class="meta">${CATEGORY_NAMES[category]}, ${place}</span>
<code class="sample">${text}</code></td></tr>`
}
