import type { Catalog } from '../types/catalog.ts'
import { meaningBlocks } from './explain-meaning.ts'
import { type ExplainStyle, page, paragraph } from './explain-page.ts'

/** For people who have only the text: the codes that it comes with. */
export function explainMessage(catalog: Catalog, message: string, style: ExplainStyle): string {
  const found = catalog.findByMessage(message)
  const [only, ...others] = found
  if (only !== undefined && others.length === 0) return page(meaningBlocks(catalog, only, style))
  return page([
    [`“${message}” is the text of ${found.length} codes. Which one it was, the log line tells.`],
    ...found.map(({ code, meaning }) => paragraph(meaning, style, `${code}  `)),
    [`More of each: tuyawatch explain ${found.map(({ code }) => code).join(' | ')}`],
  ])
}
