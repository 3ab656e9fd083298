import { html } from 'hono/html'
import { grouped } from '../../text/grouped.ts'
import type { QuotaView, StatusView } from '../status.ts'
import { fold, type Html, idOf, moment, section, table } from './parts.ts'
import { day, dayAndClock, span } from './words.ts'

/** How far each project is with the calls of its plan; nothing where no plan is configured. */
export function quotaSection({ quotas, now }: StatusView): Html | string {
  if (quotas.length === 0) return ''
  return section('quota', 'Quota', html`${quotas.map((quota) => plan(quota, now))}`)
}

function plan(quota: QuotaView, now: Date): Html {
  const { project, used, calls, start, resetsAt, projected } = quota
  const name = project === '' ? 'the project' : project
  const id = idOf('quota', project)
  return html`<div class="plan ${toneOf(quota)}">
<h3>${name} <span class="meta">${Math.floor((used / calls) * 100)} % used</span></h3>
<p>${grouped(used)} of ${grouped(calls)} calls. ${forecast(quota, now)}</p>
<svg role="img" aria-label="Calls left of ${name}: ${grouped(calls - used)} of ${grouped(calls)}. ${forecast(quota, now)}" viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none">${drawing(quota, now)}</svg>
<div class="axis" aria-hidden="true"><span>${day(start)}</span><span>${day(resetsAt)}</span></div>
<p class="meta">Calls left, from ${grouped(calls)} at the top to none.${projected === undefined ? '' : ' Dashed: at the pace of the last hours.'}</p>
${trust(quota)}
${fold(`${id}-numbers`, 'Calls left, in numbers', leftTable(quota, name))}
</div>`
}

function toneOf({ used, calls, exhaustedAt }: QuotaView): string {
  if (used >= calls) return 'critical'
  return exhaustedAt === undefined ? '' : 'warning'
}

function forecast({ exhaustedAt, projected, resetsAt }: QuotaView, now: Date): string {
  const reset = `The count starts anew on ${dayAndClock(resetsAt)} UTC`
  if (exhaustedAt !== undefined && exhaustedAt <= now) return `None are left. ${reset}.`
  if (exhaustedAt !== undefined)
    return `At this pace none are left on ${dayAndClock(exhaustedAt)} UTC, ${span(resetsAt.getTime() - exhaustedAt.getTime())} too early. ${reset}.`
  return projected === undefined
    ? `${reset}; for a forecast, six hours must have been watched.`
    : `${reset}; at this pace that is early enough.`
}

/** Units of the drawing; it is stretched to the room that there is. */
const WIDTH = 600
const HEIGHT = 100

/** The calls left so far, dashed on to the end as the pace is now. */
function drawing(quota: QuotaView, now: Date): Html {
  const { start, resetsAt, calls, left, exhaustedAt, projected } = quota
  const length = resetsAt.getTime() - start.getTime()
  const x = (at: Date) => round(((at.getTime() - start.getTime()) / length) * WIDTH)
  const y = (number: number) => round(HEIGHT - (Math.max(0, number) / calls) * HEIGHT)
  const points = left.map(({ at, calls }) => `${x(at)} ${y(calls)}`)
  const [first, last] = [left[0], left.at(-1)]
  const path = `M${points.join('L')}`
  const end = exhaustedAt
    ? `${x(exhaustedAt)} ${HEIGHT}`
    : `${WIDTH} ${y(calls - (projected ?? 0))}`
  const ahead = exhaustedAt !== undefined || projected !== undefined
  return html`<path class="ground" d="M0 ${HEIGHT}H${WIDTH}M0 0H${WIDTH}"/>
<path class="now" d="M${x(now)} 0V${HEIGHT}"/>
<path class="area" d="${path}V${HEIGHT}H${first ? x(first.at) : 0}z"/>
<path class="line" d="${path}"/>
${ahead && last ? html`<path class="ahead" d="M${x(last.at)} ${y(last.calls)}L${end}"/>` : ''}`
}

function round(number: number): number {
  return Math.round(number * 10) / 10
}

/** A part that nobody watched may hide calls. */
function trust({ watched }: QuotaView): Html | string {
  const share = Math.floor(watched * 100)
  return share >= 100
    ? ''
    : html`<p class="meta">${share} % of the period so far was watched; calls before that are not counted.</p>`
}

function leftTable({ left, calls }: QuotaView, name: string): Html {
  const rows = left.map(
    (point) => html`<tr><th scope="row">${moment(point.at)}</th>
<td class="number">${grouped(point.calls)}</td>
<td class="number">${Math.floor((point.calls / calls) * 100)} %</td></tr>`,
  )
  return table(`Calls left of ${name}`, COLUMNS, rows.toReversed())
}

const COLUMNS = [
  { title: 'At (UTC)' },
  { title: 'Calls left', kind: 'number' },
  { title: 'Share', kind: 'number' },
] as const
