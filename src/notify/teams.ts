import type { OutboxEntry } from '../types/outbox.ts'
import { type ChatMessage, chatMessage } from './chat.ts'

/**
 * An Adaptive Card as Teams' Workflows take it («Post to a channel when a webhook request is received»). Everything stands in
 * text runs, which know no Markdown, so no log text is a link, a picture or formatting.
 */
export function teamsBody({ mail }: OutboxEntry): object {
  const message = chatMessage(mail.payload)
  const card = {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    msteams: { width: 'Full' },
    fallbackText: message.title,
    body: bodyOf(message),
    actions: message.links.map(({ label, url }) => ({
      type: 'Action.OpenUrl',
      title: label,
      url,
    })),
  }
  return {
    type: 'message',
    attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: card }],
  }
}

function bodyOf({ tone, title, paragraphs, facts, samples, footer }: ChatMessage): object[] {
  return [
    block([{ text: title, weight: 'Bolder', size: 'Medium', color: COLORS[tone] }]),
    ...paragraphs.map((text) => block([{ text }])),
    ...facts.map(({ name, value }) =>
      block([{ text: `${name}  `, weight: 'Bolder' }, { text: value }]),
    ),
    ...samples.flatMap(({ caption, text }) => [
      block([{ text: caption, isSubtle: true }]),
      ...text.split('\n').map((line) => block([{ text: line, fontType: 'Monospace' }])),
    ]),
    block([{ text: footer, isSubtle: true, size: 'Small' }]),
  ]
}

interface Run {
  readonly text: string
  readonly weight?: 'Bolder'
  readonly size?: 'Small' | 'Medium'
  readonly color?: (typeof COLORS)[keyof typeof COLORS]
  readonly isSubtle?: true
  readonly fontType?: 'Monospace'
}

function block(runs: readonly Run[]): object {
  return {
    type: 'RichTextBlock',
    spacing: 'Small',
    inlines: runs.map((run) => ({ type: 'TextRun', ...run })),
  }
}

const COLORS = { critical: 'Attention', warning: 'Warning', info: 'Accent', over: 'Good' } as const
