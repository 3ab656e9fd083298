import { html } from 'hono/html'
import { grouped } from '../../text/grouped.ts'
import { plural } from '../../text/plural.ts'
import type { CodeView, StatusView } from '../status.ts'
import { ago, fold, type Html, idOf, section, table } from './parts.ts'
import { CATEGORY_NAMES } from './words.ts'

/** What was seen, the latest first, with what it means and what to do. */
export function codeSection({ codes, now }: StatusView): Html {
  const latest = codes.toSorted((a, b) => (b.lastAt?.getTime() ?? 0) - (a.lastAt?.getTime() ?? 0))
  const rows = latest.map((code) => row(code, now))
  const shown = rows.slice(0, CODES_SHOWN)
  const others = rows.slice(CODES_SHOWN)
  const body =
    rows.length === 0
      ? html`<p class="quiet">None so far.</p>`
      : html`${table('Codes, the latest first', COLUMNS, shown)}
${others.length === 0 ? '' : fold('codes-more', `${plural(others.length, 'more code')}`, table('Further codes', COLUMNS, others))}`
  return section('codes', 'Recent codes', body)
}

/** A screen of a phone. */
const CODES_SHOWN = 8

const COLUMNS = [{ title: 'Code' }, { title: 'Errors', kind: 'number' }] as const

function row({ code, category, count, meaning, who, advice, lastAt }: CodeView, now: Date): Html {
  const id = idOf('code', `${code} ${category}`)
  const summary = `What to do${who === undefined ? '' : `: the ${who}`}`
  return html`<tr><th scope="row"><b>${code}</b> <span class="meta">${CATEGORY_NAMES[category]}</span>
<p>${meaning ?? 'Not in the catalog.'}</p>${advice === undefined ? '' : fold(id, summary, list(advice))}</th>
<td class="number">${grouped(count)}${lastAt === undefined ? '' : html`<span class="more">${ago(lastAt, now)}</span>`}</td></tr>`
}

function list(advice: readonly string[]): Html {
  return html`<ol>${advice.map((step) => html`<li>${step}</li>`)}</ol>`
}
