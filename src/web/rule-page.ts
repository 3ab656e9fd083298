import { html } from 'hono/html'
import type { Severity } from '../types/catalog.ts'

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

type Html = ReturnType<typeof html>

/** The page at `/rules/NAME`, to which mails link. */
export function rulePage(rule: RuleView): Html {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Rule ${rule.name} of tuyawatch</title>
<link rel="icon" href="../assets/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="../assets/page.css">
</head>
<body>
<main class="text">
<h1>Rule ${rule.name}</h1>
<p>Fires: ${rule.fires}.</p>
<p>${rule.tells}.</p>
${rule.why === undefined ? '' : html`<p>Why: ${rule.why}</p>`}
${rule.runbook === undefined ? '' : html`<p>Runbook: <a href="${rule.runbook}">${rule.runbook}</a></p>`}
${rule.codes.length === 0 ? '' : codeTable(rule.codes)}
</main>
<footer><a href="..">Status page</a></footer>
</body>
</html>`
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
