import { html } from 'hono/html'
import { DAY } from '../../types/time.ts'
import { clock, day, dayAndClock, roughly } from './words.ts'

export type Html = ReturnType<typeof html>

/** A part of the page with its heading; an open page exchanges it when it changes. */
export function section(id: string, title: string, body: Html | string): Html {
  return html`<section id="${id}" data-live aria-labelledby="${id}-title">
<h2 id="${id}-title">${title}</h2>
${body}
</section>`
}

export interface Column {
  readonly title: string
  readonly kind?: 'number'
}

/** The caption is for those who cannot see the heading above it. */
export function table(caption: string, columns: readonly Column[], rows: readonly Html[]): Html {
  const heads = columns.map(
    ({ title, kind = '' }) => html`<th scope="col" class="${kind}">${title}</th>`,
  )
  return html`<table><caption class="unseen">${caption}</caption>
<thead><tr>${heads}</tr></thead>
<tbody>${rows}</tbody></table>`
}

/** Something to open; whether it is open stays when the page is brought up to date. */
export function fold(id: string, summary: string, body: Html | readonly Html[]): Html {
  return html`<details id="${id}"><summary id="${id}-summary">${summary}</summary>${body}</details>`
}

/** `3 min ago`, with the moment behind it. */
export function ago(at: Date, now: Date): Html {
  const words = `${roughly(now.getTime() - at.getTime())} ago`
  return html`<time datetime="${at.toISOString()}" title="${dayAndClock(at)} UTC">${words}</time>`
}

/** `24 Nov 14:05`; `14:05:30` where it is less than a day ago, `24 Nov 2025 14:05` where it is of another year than now. */
export function moment(at: Date, now = at): Html {
  return html`<time datetime="${at.toISOString()}">${momentWords(at, now)}</time>`
}

function momentWords(at: Date, now: Date): string {
  const age = now.getTime() - at.getTime()
  if (age > 0 && age < DAY) return at.toISOString().slice(11, 19)
  if (at.getUTCFullYear() === now.getUTCFullYear()) return dayAndClock(at)
  return `${day(at)} ${at.getUTCFullYear()} ${clock(at)}`
}

/** A name for `id` attributes and fragments, of whatever text. */
export function idOf(prefix: string, text: string): string {
  return `${prefix}-${Buffer.from(text).toString('hex')}`
}
