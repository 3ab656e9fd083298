import type { HeldBack, Notification } from '../types/notification.ts'
import { cleanLine, inert } from './clean.ts'
import type { Section } from './model.ts'
import { plural } from './when.ts'

/** What nobody was told of because this incident explains it. */
export function heldBackSection({ kind, heldBack }: Notification): Section[] {
  if (!heldBack) return []
  const { alerts, errors, named } = heldBack
  const lead = `${plural(alerts, 'further alert')} with ${plural(errors, 'error')} ${kind === 'resolved' ? 'sent no mail, because this incident explained them' : 'send no mail while this incident goes on, because it explains them'}:`
  const hidden = alerts - named.length
  return [
    {
      kind: 'prose',
      title: 'Held back',
      paragraphs: [
        lead,
        ...named.map(lineOf),
        ...(hidden > 0 ? [`and ${plural(hidden, 'more alert')}.`] : []),
      ],
    },
  ]
}

function lineOf({ rule, group, errors }: HeldBack['named'][number]): string {
  const values = Object.values(group).filter((value) => value !== '')
  const what = [rule, ...values].map((word) => inert(cleanLine(word, WORD_MAX))).join(' ')
  return `${what}: ${plural(errors, 'error')}`
}

const WORD_MAX = 80
