import type { Page } from '../page.ts'
import { readQuoted } from '../quoted.ts'
import { lengthAt, messageEnd } from '../values.ts'

/** Where in the page a message stands. */
export interface Spoken {
  readonly from: number
  readonly to: number
}

/** The message behind a code: quoted, or up to what ends a message; `undefined` if nothing is there. */
export function spokenAfter(page: Page, index: number): Spoken | undefined {
  const { plain } = page
  const from = index + lengthAt(BETWEEN, plain, index)
  if (plain[from] === '"' || plain[from] === "'") {
    const quoted = readQuoted(plain, from, plain.length)
    if (quoted) return quoted
  }
  const start = from + lengthAt(/["']/y, plain, from)
  const end = messageEnd(plain, start, plain.length)
  return end > start ? { from: start, to: end } : undefined
}

/** What clients put between a code and its message: `: `, ` -> `, `), `, `, msg=`, `; message: `, `,错误信息:`; a table's column. */
const BETWEEN =
  /[ \t()\]:,;.|│>-]{0,6}(?:(?:and )?(?:error ?)?(?:msg|message)(?: ?[:=])? ?|[\u4e00-\u9fff]{0,4}(?:信息|消息|描述|原因): ?)?/iy

/** What each `…Error: ` or `…Exception [Error]: ` says: Node prints the error's fields below its stack. */
export function readHeadlines(page: Page): readonly Spoken[] {
  if (!page.plain.includes('Error') && !page.plain.includes('Exception')) return []
  return [...page.plain.matchAll(HEADLINE)].flatMap((match) => {
    const spoken = spokenAfter(page, match.index + match[0].length)
    return spoken ? [spoken] : []
  })
}

const HEADLINE = /(?:Error|Exception)(?: \[\w{1,40}\])?: /g
