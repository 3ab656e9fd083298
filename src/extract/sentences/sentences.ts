import type { Page } from '../page.ts'
import { type Spoken, spokenAfter } from './spoken.ts'
import { TEMPLATES, type Template, type Trust } from './templates.ts'

/** A code found by the words around it. */
export interface Sentence {
  readonly client: string
  readonly trust: Trust
  readonly code: string
  /** Index of the code. */
  readonly at: number
  readonly message?: Spoken
}

/** Every occurrence of every template, the more certain templates first. */
export function readSentences(page: Page): readonly Sentence[] {
  return TEMPLATES.filter(({ fixed }) => page.plain.includes(fixed)).flatMap((template) =>
    [...page.plain.matchAll(template.find)].flatMap((match) => sentenceOf(page, template, match)),
  )
}

function sentenceOf(page: Page, template: Template, match: RegExpExecArray): Sentence[] {
  const code = match.groups?.['code']
  if (!code) return []
  const at = match.index + match[0].lastIndexOf(code)
  const { client, trust } = template
  const message = messageOf(page, template, match)
  return [message ? { client, trust, code, at, message } : { client, trust, code, at }]
}

function messageOf(page: Page, template: Template, match: RegExpExecArray): Spoken | undefined {
  if (template.message === 'after') return spokenAfter(page, match.index + match[0].length)
  const text = match.groups?.['message']
  if (template.message === 'none' || !text) return undefined
  const from = match.index + match[0].indexOf(text)
  return { from, to: from + text.length }
}
