import assert from 'node:assert/strict'
import { html, raw } from 'hono/html'
import type { HtmlEscapedString } from 'hono/utils/html'

export type Markup = HtmlEscapedString

/** hono's `html`, which escapes every value that is not itself markup; all our values are at hand, so never a promise. */
export function markup(strings: TemplateStringsArray, ...values: Value[]): Markup {
  const page = html(strings, ...values)
  assert(!(page instanceof Promise), 'no value of a mail is a promise')
  return page
}

/** Our own constants, not escaped. */
export function trusted(constant: string): Markup {
  return raw(constant)
}

type Value = string | number | Markup | readonly Markup[]
