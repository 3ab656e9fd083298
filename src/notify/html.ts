import { sectionHtml } from './html-section.ts'
import { BADGE, CARD, DARK_CSS, FONT, MUTED, PAGE, TEXT } from './html-style.ts'
import { type Markup, markup, trusted } from './markup.ts'
import type { MailModel } from './model.ts'
import { NOTE_PLACE } from './note.ts'

/**
 * The HTML part: one column, readable from a phone to a desktop, light and dark. Styles stand inline because mail
 * programs drop style sheets; nothing is loaded from anywhere.
 */
export function toHtml(model: MailModel, title: string): string {
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no, date=no, address=no, email=no, url=no">
<title>${title}</title>
<style>${trusted(DARK_CSS)}</style>
</head>
<body class="page" style="${PAGE}">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td align="center" style="padding:12px 8px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:640px"><tr><td class="card ${model.tone}" align="left" style="${CARD[model.tone]}">
${trusted(NOTE_PLACE)}
${headHtml(model)}
${model.sections.map(sectionHtml)}
</td></tr></table>
${footerHtml(model.footer)}
</td></tr></table>
</body>
</html>
`.toString()
}

function headHtml({ badge, tone, headline, lead }: MailModel): Markup {
  return markup`<span style="${BADGE[tone]}">${badge}</span>
<h1 class="text" style="margin:10px 0 6px;font:700 20px/1.3 ${FONT};color:#1c2430;overflow-wrap:anywhere">${headline}</h1>
${lead.map((paragraph) => markup`<p class="text" style="${TEXT}">${paragraph}</p>`)}`
}

function footerHtml(lines: readonly string[]): Markup {
  return markup`<div style="max-width:640px;padding:12px 16px;text-align:left">
${lines.map((line) => markup`<p class="muted" style="${MUTED}">${line}</p>`)}
</div>`
}
