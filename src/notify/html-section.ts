import {
  ACCENT,
  BAR,
  BAR_BEFORE,
  BAR_CELL,
  BAR_EMPTY,
  BAR_HEIGHT,
  BARS,
  CELL,
  HEAD,
  LINK,
  LOG,
  MUTED,
  NAME,
  SHORT_CELL,
  TEXT,
  TITLE,
} from './html-style.ts'
import { type Markup, markup } from './markup.ts'
import type { Bar, Excerpt, Fact, Link, Section, Table } from './model.ts'

export function sectionHtml(section: Section): Markup {
  const title = section.title ?? ''
  return markup`${title && markup`<h2 class="muted" style="${TITLE}">${title}</h2>`}
${bodyHtml(section)}`
}

function bodyHtml(section: Section): Markup {
  switch (section.kind) {
    case 'facts':
      return factsHtml(section.facts)
    case 'prose':
      return markup`${section.paragraphs.map(paragraphHtml)}`
    case 'steps':
      return stepsHtml(section.steps)
    case 'table':
      return tableHtml(section.table)
    case 'bars':
      return barsHtml(section)
    case 'samples':
      return markup`${section.samples.map(excerptHtml)}`
    case 'links':
      return markup`${section.links.map(linkHtml)}`
  }
}

function paragraphHtml(paragraph: string): Markup {
  return markup`<p class="text" style="${TEXT}">${paragraph}</p>`
}

function factsHtml(facts: readonly Fact[]): Markup {
  const rows = facts.map(
    ([name, value]) => markup`<tr>
<th class="muted line" scope="row" style="${NAME};font-weight:400">${name}</th>
<td class="text line" style="${CELL}">${value}</td>
</tr>`,
  )
  return markup`<table width="100%" cellpadding="0" cellspacing="0" border="0" style="border-collapse:collapse">${rows}</table>`
}

function stepsHtml(steps: readonly string[]): Markup {
  const items = steps.map((step) => markup`<li style="margin:0 0 6px">${step}</li>`)
  return markup`<ol class="text" style="${TEXT};padding:0 0 0 22px">${items}</ol>`
}

function tableHtml({ head, rows, rest }: Table): Markup {
  return markup`<table width="100%" cellpadding="0" cellspacing="0" border="0" style="border-collapse:collapse">
<tr>${head.map((name) => markup`<th class="muted" scope="col" style="${HEAD}">${name}</th>`)}</tr>
${rows.map((row) => markup`<tr>${row.map(cellHtml)}</tr>`)}
</table>
${rest && markup`<p class="muted" style="${MUTED}">${rest}</p>`}`
}

function cellHtml(cell: string, column: number, row: readonly string[]): Markup {
  const isShort = column < row.length - 1 && cell.length <= SHORT_MAX
  const style = isShort ? SHORT_CELL : CELL
  return markup`<td class="text line" style="${style}">${cell}</td>`
}

/** Characters of a code or a number; two such columns leave half of a phone's width to the third. */
const SHORT_MAX = 14

/** Cells of a table with a height: what every mail program draws, Outlook's Word engine too. */
function barsHtml({ bars, caption, severity }: Extract<Section, { kind: 'bars' }>): Markup {
  const most = Math.max(1, ...bars.map(({ count }) => count))
  const cells = bars.map((bar) =>
    barHtml(bar, Math.ceil((bar.count / most) * BAR_HEIGHT), ACCENT[severity]),
  )
  return markup`<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="${BARS}"><tr>${cells}</tr></table>
<p class="muted" style="${MUTED}">${caption}</p>`
}

function barHtml({ count, during }: Bar, height: number, accent: string): Markup {
  const full = during ? `background:${accent}` : BAR_BEFORE
  const style = `height:${Math.max(1, height)}px;${BAR};${count === 0 ? BAR_EMPTY : full}`
  const name = during ? 'during' : 'bar'
  return markup`<td valign="bottom" style="${BAR_CELL}"><table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td class="${count === 0 ? 'empty' : name}" title="${count}" height="${Math.max(1, height)}" style="${style}">&nbsp;</td></tr></table></td>`
}

function excerptHtml({ caption, text }: Excerpt): Markup {
  return markup`<p class="muted" style="${MUTED}">${caption}</p>
<pre class="log" style="${LOG}">${text}</pre>`
}

function linkHtml({ label, url }: Link): Markup {
  return markup`<p class="text" style="${TEXT}">${label}: <a class="link" href="${url}" style="${LINK}">${url}</a></p>`
}
