import { html } from 'hono/html'
import type { SilenceView } from '../silences.ts'
import type { StatusView } from '../status.ts'
import { type Html, idOf, moment, section, table } from './parts.ts'

/** What nobody is told of for a time; those that are over are no news. */
export function silenceSection({ silences, now }: StatusView, mayChange: boolean): Html {
  const standing = silences.filter(({ state }) => state !== 'expired')
  const rows = standing.map((silence) => row(silence, now, mayChange))
  const body =
    rows.length === 0
      ? html`<p class="quiet">Nothing is silenced.</p>`
      : table('Silences', COLUMNS, rows)
  return section('silences', 'Silences', body)
}

const COLUMNS = [{ title: 'Alerts' }, { title: 'Until (UTC)' }, { title: 'End it' }]

function row(silence: SilenceView, now: Date, mayChange: boolean): Html {
  const { match, reason, until, state, madeBy } = silence
  return html`<tr><th scope="row">${matchText(match)}<span class="more">${reason ?? ''}</span><span class="more">${madeBy === 'configuration' ? 'from the configuration' : ''}</span></th>
<td>${moment(until, now)}${state === 'pending' ? html`<span class="more">not begun yet</span>` : ''}</td>
<td>${ending(silence, mayChange)}</td></tr>`
}

function ending({ id, madeBy, match }: SilenceView, mayChange: boolean): Html | string {
  if (madeBy === 'configuration') return '–'
  if (!mayChange) return html`<code>tuyawatch silence expire ${id}</code>`
  const action = `api/v1/silences/${encodeURIComponent(id)}/expire`
  return html`<form method="post" action="${action}"><button id="${idOf('expire', id)}">End<span class="unseen"> the silence of ${matchText(match)}</span></button></form>`
}

function matchText(match: SilenceView['match']): string {
  return Object.entries(match)
    .map(([key, values]) => `${key} ${values.join(' or ')}`)
    .join(', ')
}
