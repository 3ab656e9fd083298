import { ruleWords } from '../config/rule-words.ts'
import type { Catalog, Entry, Scope, Severity } from '../types/catalog.ts'
import type { Rule } from '../types/rule.ts'
import { type ExplainStyle, paragraph } from './explain-page.ts'

type Blocks = readonly (readonly string[])[]

/** One meaning: what happened, who must act and how, whether a retry helps, what the rules make of it. */
export function meaningBlocks(catalog: Catalog, entry: Entry, style: ExplainStyle): Blocks {
  const { code, messages, category, kind, severity, meaning, who, advice } = entry
  const { paint } = style
  const sort = kind === category ? category : `${category}, ${kind}`
  return [
    [
      `${paint('bold', `${code} ${messages[0]}`)}`,
      ...paragraph(`${paint(COLOURS[severity], severity)} · ${sort}${where(entry)}`, style),
    ],
    paragraph(meaning, style),
    [
      ...paragraph(paint('bold', who), style, 'Who must act: '),
      ...advice.flatMap((step, i) => paragraph(step, style, `${i + 1}. `)),
    ],
    [
      ...paragraph(`${retrying(entry)} ${OVER[entry.scope]}`, style),
      ...rulesFor(entry, style.rules).flatMap((words) => paragraph(words, style)),
    ],
    [...alsoLogged(catalog, entry, style), `  ${paint('cyan', entry.link)}`],
  ]
}

const COLOURS = {
  info: 'dim',
  warning: 'yellow',
  critical: 'red',
} as const satisfies Record<Severity, string>

function where({ when }: Entry): string {
  if (when === undefined) return ''
  const signs = [
    ...(when.message === undefined ? [] : [`the message says “${when.message}”`]),
    ...(when.path === undefined ? [] : [`the path has ${when.path.join(' or ')}`]),
  ]
  return ` · where ${signs.join(', or ')}`
}

function retrying({ retryable, kind }: Entry): string {
  if (!retryable) return 'Retrying the same call does not help.'
  if (kind === 'auth_token') return 'A retry with a new token can succeed, with no human in it.'
  return 'A retry after a pause can succeed, with no human in it.'
}

const OVER: Readonly<Record<Scope, string>> = {
  project:
    'It concerns the whole project: the first call that succeeds shows that it is over (a login alone does not).',
  api: 'It concerns one API: the first success on the same path shows that it is over.',
  device: 'It concerns one device: its first success shows that it is over.',
  call: 'It concerns this one call: no other success shows that it is over, only that it stays away.',
}

function rulesFor(entry: Entry, rules: readonly Rule[]): readonly string[] {
  const telling = rules.filter(({ match }) => meets(entry, match))
  if (telling.length === 0)
    return ['No default rule looks at it: it is counted, and nobody is mailed.']
  return telling.map((rule) => `The default rule ${rule.name} fires on ${ruleWords(rule)}.`)
}

/** As far as the catalog can tell: where and with which message it comes stands in the log. */
function meets({ category, kind, severity, code }: Entry, match: Rule['match']): boolean {
  return (
    (match.category?.includes(category) ?? true) &&
    (match.kind?.includes(kind) ?? true) &&
    (match.severity?.includes(severity) ?? true) &&
    (match.code?.includes(code) ?? true)
  )
}

function alsoLogged(catalog: Catalog, entry: Entry, style: ExplainStyle): readonly string[] {
  const [, ...spellings] = entry.messages
  const twins = entry.messages
    .flatMap((message) => catalog.findByMessage(message))
    .filter((other) => other.code !== entry.code)
  const codes = [...new Set(twins.map(({ code }) => code))]
  return [
    ...(spellings.length === 0
      ? []
      : paragraph(
          spellings.map((message) => `“${message}”`).join(', '),
          style,
          'Logged also as: ',
        )),
    ...(codes.length === 0 ? [] : paragraph(codes.join(', '), style, 'The same text comes with: ')),
  ]
}
