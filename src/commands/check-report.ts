import { ruleWords, tellingWords } from '../config/rule-words.ts'
import { counted, type Paint, wrapped } from '../scan/words.ts'
import { STDIN } from '../tail/pattern.ts'
import type { Obstacle } from '../tail/report.ts'
import type { Config, Receiver } from '../types/config.ts'
import type { Rule } from '../types/rule.ts'
import type { Seen, SeenLog } from './check-look.ts'
import { receiverWords } from './receiver-words.ts'
import { signWords } from './sign-words.ts'

export interface Style {
  readonly columns: number
  readonly paint: Paint
}

type Lines = readonly string[]

/** Files of one entry that are named; the others are counted. */
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
    [paint('bold', 'Logs'), ...seen.logs.flatMap((entry) => logLines(entry, seen, style))],
    [paint('bold', 'Rules'), ...rulesLines(config.rules, style)],
    [
      paint('bold', 'Receivers'),
      ...receiversLines(config.receivers, style),
      ...signWords(config).map((words) => `  ${words}`),
    ],
    troubleLines(seen, style),
  ]
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.join('\n')}\n`)
    .join('\n')
}

function troubleLines({ troubles }: Seen, { paint }: Style): Lines {
  if (troubles.length === 0) return []
  return [
    paint('bold', 'In the way on this machine, for this user'),
    ...troubles.map(({ path, why }) => `  ${paint('red', '✗')} ${path}: ${why}`),
  ]
}

function hostOf(host: string): string {
  return host.includes(':') ? `[${host}]` : host
}

function logLines({ log, files }: SeenLog, { obstacles }: Seen, { paint }: Style): Lines {
  const project = log.project === '' ? '' : `project ${log.project}, `
  const facts = `${project}from the ${log.startAt}, zone ${log.timezone}, format ${log.format}`
  return [
    `  ${paint('cyan', log.name)}  ${facts}`,
    ...log.paths.map((pattern) => `    ${patternWords(pattern, obstacles.get(pattern), paint)}`),
    ...fileLines(files, paint),
    ...(files.length > 0 || log.paths.some((path) => path === STDIN || obstacles.has(path))
      ? []
      : [`      ${paint('yellow', 'no file yet')}`]),
  ]
}

function patternWords(pattern: string, obstacle: Obstacle | undefined, paint: Paint): string {
  if (pattern === STDIN) return 'standard input'
  if (obstacle === undefined) return pattern
  return `${pattern}  ${paint('yellow', OBSTACLE_WORDS[obstacle] ?? obstacle.replaceAll('_', ' '))}`
}

const OBSTACLE_WORDS: Partial<Record<Obstacle, string>> = {
  missing: 'not there yet',
  directory: 'a directory: for its files write a * behind it',
  second_entry: 'read by another entry',
}

function fileLines(files: readonly string[], paint: Paint): Lines {
  const more = files.length - FILES_SHOWN_MAX
  return [
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
  return receivers.map(
    (receiver) => `  ${paint('cyan', receiver.name)}  ${receiverWords(receiver)}`,
  )
}
