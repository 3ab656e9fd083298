import type { Match, Unreadable } from '../config/look.ts'
import { ruleWords, tellingWords } from '../config/rule-words.ts'
import { counted, type Paint, unreadableWords, wrapped } from '../scan/words.ts'
import type { Config, LogEntry, Receiver } from '../types/config.ts'
import type { Rule } from '../types/rule.ts'

/** What a configuration meets on this machine now. */
export interface Seen {
  readonly logs: readonly { readonly log: LogEntry; readonly matches: readonly Match[] }[]
  /** Secrets, certificates and catalog files. */
  readonly unreadable: readonly Unreadable[]
  readonly stateDir: { readonly path: string; readonly writable: boolean }
}

export interface Style {
  readonly columns: number
  readonly paint: Paint
}

type Lines = readonly string[]

/** Files of one pattern that are named; the others are counted. */
const FILES_SHOWN_MAX = 5

/** What a right configuration means: where it reads, when it alerts and why, whom it tells, and what is in its way here. */
export function checkReport(file: string, config: Config, seen: Seen, style: Style): string {
  const { paint } = style
  const { http, instance, stateDir } = config
  const sections: readonly Lines[] = [
    [
      `${paint('green', '✓')} ${paint('bold', file)} is right.`,
      `  instance ${instance}, state in ${stateDir}, http://${hostOf(http.host)}:${http.port}`,
    ],
    [paint('bold', 'Logs'), ...seen.logs.flatMap((entry) => logLines(entry, style))],
    [paint('bold', 'Rules'), ...rulesLines(config.rules, style)],
    [paint('bold', 'Receivers'), ...receiversLines(config.receivers, style)],
    troubleLines(seen, style),
  ]
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.join('\n')}\n`)
    .join('\n')
}

/** What will not work on this machine, for this user. A pattern without files is none of it: they may come. */
export function troubles({ logs, unreadable, stateDir }: Seen): Lines {
  const files = logs.flatMap(({ matches }) => matches.flatMap((match) => match.unreadable))
  return [
    ...[...files, ...unreadable].map(({ file, error }) => `${file}: ${unreadableWords(error)}`),
    ...(stateDir.writable ? [] : [`${stateDir.path}: this user may not write there`]),
  ]
}

function troubleLines(seen: Seen, { paint }: Style): Lines {
  const found = troubles(seen)
  if (found.length === 0) return []
  return [
    paint('bold', 'In the way on this machine, for this user'),
    ...found.map((trouble) => `  ${paint('red', '✗')} ${trouble}`),
  ]
}

function hostOf(host: string): string {
  return host.includes(':') ? `[${host}]` : host
}

function logLines({ log, matches }: Seen['logs'][number], { paint }: Style): Lines {
  const project = log.project === '' ? '' : `project ${log.project}, `
  const facts = `${project}from the ${log.startAt}, zone ${log.timezone}, format ${log.format}`
  return [
    `  ${paint('cyan', log.name)}  ${facts}`,
    ...matches.flatMap((match) => matchLines(match, paint)),
  ]
}

function matchLines({ pattern, files, directory }: Match, paint: Paint): Lines {
  if (pattern === '-') return ['    standard input']
  if (directory) {
    return [`    ${pattern}  ${paint('yellow', `a directory: write ${pattern}/* for its files`)}`]
  }
  if (files.length === 0) return [`    ${pattern}  ${paint('yellow', 'no file yet')}`]
  if (files.length === 1 && files[0] === pattern) return [`    ${pattern}`]
  const more = files.length - FILES_SHOWN_MAX
  return [
    `    ${pattern}  ${counted(files.length, 'file')}`,
    ...files.slice(0, FILES_SHOWN_MAX).map((file) => paint('dim', `      ${file}`)),
    ...(more > 0 ? [paint('dim', `      and ${counted(more, 'more file', 'more files')}`)] : []),
  ]
}

function rulesLines(rules: readonly Rule[], style: Style): Lines {
  if (rules.length === 0) return [`  ${style.paint('yellow', 'none: nothing alerts')}`]
  return rules.flatMap((rule) => ruleLines(rule, style))
}

function ruleLines(rule: Rule, { columns, paint }: Style): Lines {
  const why = rule.why === undefined ? [] : wrapped(`Why: ${rule.why}`, columns - 4)
  return [
    `  ${paint(rule.severity === 'critical' ? 'red' : 'cyan', rule.name)}  ${tellingWords(rule)}`,
    ...wrapped(ruleWords(rule), columns - 4).map((line) => `    ${line}`),
    ...why.map((line) => paint('dim', `    ${line}`)),
  ]
}

function receiversLines(receivers: readonly Receiver[], { paint }: Style): Lines {
  if (receivers.length === 0)
    return [`  ${paint('yellow', 'none: alerts show on the status page and in the metrics only')}`]
  return receivers.map(({ name, email: { to, smtp } }) => {
    const relay = `${smtp.host}:${smtp.port}, ${TLS_WORDS[smtp.tls]}`
    return `  ${paint('cyan', name)}  mail to ${to.join(', ')} by ${relay}`
  })
}

const TLS_WORDS = {
  implicit: 'TLS from the start',
  starttls: 'STARTTLS',
  none: 'not encrypted',
} as const
