import { html } from 'hono/html'
import type { Severity } from '../types/catalog.ts'
import { documentOf } from './page/document.ts'
import type { Html } from './page/parts.ts'

/** A rule as a person reads it who was told by it. */
export interface RuleView {
  readonly name: string
  readonly severity: Severity
  /** When it fires, and whom it tells how often: sentences without an end. */
  readonly fires: string
  readonly tells: string
  readonly why?: string
  readonly runbook?: string
  /** Codes of the catalog that it looks at. */
  readonly codes: readonly {
    readonly code: string
    readonly meaning: string
    readonly who: string
    /** What to do first. */
    readonly advice: string
  }[]
}

/** The page at `/rules/NAME`, to which mails link. */
export function rulePage(rule: RuleView): Html {
  return documentOf(
    { title: `Rule ${rule.name} of tuyawatch`, root: '../' },
    html`<main class="text">
<h1>Rule ${rule.name}</h1>
<p>Fires: ${rule.fires}.</p>
<p>${rule.tells}.</p>
${rule.why === undefined ? '' : html`<p>Why: ${rule.why}</p>`}
${rule.runbook === undefined ? '' : html`<p>Runbook: <a href="${rule.runbook}">${rule.runbook}</a></p>`}
${rule.codes.length === 0 ? '' : codeTable(rule.codes)}
</main>
<footer><a href="..">Status page</a></footer>`,
  )
}

function codeTable(codes: RuleView['codes']): Html {
  const rows = codes.map(
    ({ code, meaning, who, advice }) =>
      html`<tr><th scope="row">${code}</th><td>${meaning}</td><td>${who}</td><td>${advice}</td></tr>`,
  )
  return html`<h2>Codes that it looks at</h2>
<table>
<thead><tr><th scope="col">Code</th><th scope="col">Meaning</th><th scope="col">Who must act</th><th scope="col">What to do first</th></tr></thead>
<tbody>${rows}</tbody>
</table>`
}
