import { html } from 'hono/html'
import { DAY } from '../../types/time.ts'
import { dayAndClock, roughly } from './words.ts'

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

/** `24 Nov 14:05`; `14:05:30` where it is less than a day ago. */
export function moment(at: Date, now?: Date): Html {
  const isLate = now !== undefined && now.getTime() - at.getTime() < DAY
  const words = isLate ? at.toISOString().slice(11, 19) : dayAndClock(at)
  return html`<time datetime="${at.toISOString()}">${words}</time>`
}

/** A name for `id` attributes and fragments, of whatever text. */
export function idOf(prefix: string, text: string): string {
  return `${prefix}-${Buffer.from(text).toString('hex')}`
}
