import { html } from 'hono/html'
import { grouped } from '../../text/grouped.ts'
import { plural } from '../../text/plural.ts'
import { HOUR } from '../../types/time.ts'
import type { StatusView, TimelineView } from '../status.ts'
import { fold, type Html, section, table } from './parts.ts'
import { CATEGORY_NAMES, clock } from './words.ts'

/** The last day: a strip of bars for all answers and one for each category of errors, with the numbers behind. */
export function timelineSection({ timeline }: StatusView): Html {
  const { answers, errors } = timeline
  const strips = [
    strip('All answers', 'answer', answers, timeline),
    ...errors.map(({ category, counts }) =>
      strip(CATEGORY_NAMES[category], 'error', counts, timeline),
    ),
  ]
  const body = html`<div class="strips">${strips}${axis(timeline)}
<p class="meta">Times are UTC, a bar is a quarter of an hour, and each strip has its own height.</p>
${fold('timeline-numbers', 'The same in numbers', hourTable(timeline))}</div>`
  return section('timeline', 'The last 24 hours', body)
}

/** Units of the drawing; it is stretched to the room that there is. */
const BAR_WIDTH = 10
const HEIGHT = 30
/** A single error must be seen beside a thousand. */
const BAR_MIN = 3

function strip(
  name: string,
  noun: 'answer' | 'error',
  counts: readonly number[],
  timeline: TimelineView,
): Html {
  const most = Math.max(...counts)
  const total = counts.reduce((sum, count) => sum + count, 0)
  const peak =
    most === 0 ? '' : `, most at ${clock(stepAt(timeline, counts.indexOf(most)))}: ${grouped(most)}`
  return html`<div class="strip ${noun}">
<span class="name">${name}</span><span class="number">${grouped(total)}</span>
<svg role="img" aria-label="${name}: ${plural(total, noun)}${peak}" viewBox="0 0 ${counts.length * BAR_WIDTH} ${HEIGHT}" preserveAspectRatio="none"><path class="ground" d="M0 ${HEIGHT}H${counts.length * BAR_WIDTH}"/><path class="bars" d="${bars(counts, most)}"/></svg>
</div>`
}

function bars(counts: readonly number[], most: number): string {
  return counts
    .map((count, index) => {
      if (count === 0) return ''
      const height = Math.max(BAR_MIN, Math.round((count / most) * HEIGHT))
      return `M${index * BAR_WIDTH} ${HEIGHT}v-${height}h${BAR_WIDTH - 2}v${height}z`
    })
    .join('')
}

/** Moments named below the strips: every six hours, and now. */
const LABELS = 4

function axis(timeline: TimelineView): Html {
  const steps = timeline.answers.length
  const labels = Array.from({ length: LABELS }, (_, n) =>
    clock(stepAt(timeline, (n * steps) / LABELS)),
  )
  return html`<div class="axis" aria-hidden="true">${labels.map((label) => html`<span>${label}</span>`)}<span>now</span></div>`
}

function hourTable(timeline: TimelineView): Html {
  const { stepMs, answers } = timeline
  const perHour = HOUR / stepMs
  const rows = Array.from({ length: Math.ceil(answers.length / perHour) }, (_, hour) => {
    const within = (counts: readonly number[]) =>
      counts.slice(hour * perHour, (hour + 1) * perHour).reduce((sum, count) => sum + count, 0)
    const errors = timeline.errors.map(
      ({ category, counts }) => [category, within(counts)] as const,
    )
    const some = errors.filter(([, count]) => count > 0)
    const words = some.map(([category, count]) => `${CATEGORY_NAMES[category]} ${grouped(count)}`)
    return html`<tr><th scope="row">${clock(stepAt(timeline, hour * perHour))}</th>
<td class="number">${grouped(within(answers))}</td>
<td class="number">${grouped(some.reduce((sum, [, count]) => sum + count, 0))}</td>
<td>${words.join(', ')}</td></tr>`
  })
  return table('Answers and errors by hour', COLUMNS, rows.toReversed())
}

const COLUMNS = [
  { title: 'From (UTC)' },
  { title: 'Answers', kind: 'number' },
  { title: 'Errors', kind: 'number' },
  { title: 'By category' },
] as const

function stepAt({ start, stepMs }: TimelineView, step: number): Date {
  return new Date(start.getTime() + step * stepMs)
}
