import { grouped } from '../text/grouped.ts'
import { plural } from '../text/plural.ts'
import type { HeldBack, Notification } from '../types/notification.ts'
import { cleanLine, inert } from './clean.ts'
import type { Section } from './model.ts'

/** What nobody was told of because this incident explains it. */
export function heldBackSection({ kind, heldBack }: Notification): Section[] {
  if (!heldBack) return []
  const head = ['Errors', 'Alert']
  const rows = heldBack.named.map((one) => [grouped(one.errors), nameOf(one)])
  return [
    { kind: 'prose', title: 'Held back', paragraphs: [leadOf(kind, heldBack)] },
    { kind: 'table', table: { head, rows, rest: restOf(heldBack) } },
  ]
}

/** The same in lines, for chats and programs. */
export function heldBackWords({ kind, heldBack }: Notification): string[] {
  if (!heldBack) return []
  const named = heldBack.named.map((one) => `${nameOf(one)}: ${plural(one.errors, 'error')}`)
  const rest = restOf(heldBack)
  return [leadOf(kind, heldBack), ...named, ...(rest === '' ? [] : [rest])]
}

function leadOf(kind: Notification['kind'], { alerts, errors }: HeldBack): string {
  const what = `${plural(alerts, 'further alert')} with ${plural(errors, 'error')}`
  return kind === 'resolved'
    ? `${what} sent no mail, because this incident explained them:`
    : `${what} send no mail while this incident goes on, because it explains them:`
}

function nameOf({ rule, group }: HeldBack['named'][number]): string {
  const values = Object.values(group).filter((value) => value !== '')
  return [rule, ...values].map((word) => inert(cleanLine(word, WORD_MAX))).join(' ')
}

function restOf({ alerts, named }: HeldBack): string {
  const hidden = alerts - named.length
  return hidden > 0 ? `and ${plural(hidden, 'more alert')}.` : ''
}

const WORD_MAX = 80
