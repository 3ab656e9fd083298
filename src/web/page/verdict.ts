import { html } from 'hono/html'
import { grouped } from '../../text/grouped.ts'
import { plural } from '../../text/plural.ts'
import { SEVERITIES } from '../../types/catalog.ts'
import type { AlertView, StatusView } from '../status.ts'
import type { Html } from './parts.ts'
import { span } from './words.ts'

/** How it stands, in a sentence: the first thing on the page, and what a screen reader is told when it changes. */
export function verdict(status: StatusView): Html {
  const { tone, words } = verdictOf(status)
  return html`<p id="verdict" class="verdict ${tone}" role="status" data-live>${words}</p>`
}

/** For the title, that a tab shows. */
export function titleOf({ alerts, instance }: StatusView): string {
  const count = firing(alerts).length
  return count === 0 ? `tuyawatch on ${instance}` : `(${count}) tuyawatch on ${instance}`
}

/** The day in four numbers. */
export function figures({ timeline, live, outbox, quotas }: StatusView): Html {
  const answers = sum(timeline.answers)
  const errors = sum(timeline.errors.map(({ counts }) => sum(counts)))
  const share = answers === 0 ? '–' : `${((errors / answers) * 100).toFixed(1)} %`
  const fullest = Math.max(...quotas.map(({ used, calls }) => used / calls))
  return html`<dl id="figures" class="figures" data-live>
${figure('Answers in 24 hours', grouped(answers))}
${figure('Errors', grouped(errors))}
${figure('Share of errors', share)}
${quotas.length > 0 ? figure('Quota used', `${Math.floor(fullest * 100)} %`) : ''}
${outbox.entries > 0 ? figure('Mails waiting', grouped(outbox.entries)) : ''}
${live ? '' : figure('Reading', 'older lines')}
</dl>`
}

/** What tuyawatch itself cannot do, a receiver that nothing reaches among it. */
export function troublesOf({ troubles, outbox, now }: StatusView): readonly string[] {
  const failing = outbox.failing.map(
    ({ receiver, since, lastError, waiting }) =>
      `Nothing has reached the receiver ${receiver} for ${span(now.getTime() - since.getTime())}, ${grouped(waiting)} waiting. ${lastError}`,
  )
  return [...troubles, ...failing]
}

function figure(name: string, value: string): Html {
  return html`<div><dt>${name}</dt><dd>${value}</dd></div>`
}

interface Verdict {
  readonly tone: 'critical' | 'warning' | 'info' | 'fine'
  readonly words: string
}

function verdictOf(status: StatusView): Verdict {
  const { alerts, responses } = status
  const troubles = troublesOf(status)
  const now = firing(alerts)
  const worst = SEVERITIES.findLast((severity) => now.some((one) => one.severity === severity))
  const own = troubles.length > 0 ? ' tuyawatch itself has trouble, too.' : ''
  if (worst !== undefined)
    return { tone: worst, words: `${plural(now.length, 'alert')} firing, ${WORST[worst]}.${own}` }
  if (troubles.length > 0)
    return { tone: 'warning', words: 'No alert is firing, but tuyawatch itself has trouble.' }
  if (responses === 0)
    return { tone: 'info', words: 'No answer of the Tuya cloud was found in the logs so far.' }
  return { tone: 'fine', words: 'All is well: no alert is firing.' }
}

const WORST = {
  critical: 'the worst is critical',
  warning: 'the worst is a warning',
  info: 'for information only',
} as const

function firing(alerts: readonly AlertView[]): readonly AlertView[] {
  return alerts.filter(({ state }) => state === 'firing')
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
