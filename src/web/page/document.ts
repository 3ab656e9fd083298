import { html } from 'hono/html'
import type { Html } from './parts.ts'

export interface Frame {
  readonly title: string
  /** From the page to the status page: `''`, or `'../'` from below it. Relative, so that a proxy may use a path of its own. */
  readonly root: string
  readonly script?: string
}

/** What every page stands in. */
export function documentOf({ title, root, script }: Frame, body: Html): Html {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="icon" href="${root}assets/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="${root}assets/page.css">
${
  script === undefined
    ? ''
    : html`<script type="module" src="${root}assets/${script}"></script>
`
}</head>
<body>
${body}
</body>
</html>`
}
