import type { OutboxEntry } from '../types/outbox.ts'
import { type ChatMessage, chatMessage } from './chat.ts'
import { ACCENT } from './html-style.ts'

/**
 * Slack's attachments rather than its blocks: Mattermost, Rocket.Chat and Discord understand them too. `mrkdwn_in` is empty,
 * so no log text is formatting.
 */
export function slackBody({ mail }: OutboxEntry): object {
  const message = chatMessage(mail.payload)
  return {
    attachments: [
      {
        fallback: escaped(message.title),
        color: ACCENT[message.tone],
        title: escaped(message.title),
        text: message.paragraphs.map(escaped).join('\n'),
        fields: fieldsOf(message),
        footer: escaped(message.footer),
        ts: Math.floor(Date.parse(mail.payload.at) / 1_000),
        mrkdwn_in: [],
      },
    ],
  }
}

function fieldsOf({ facts, samples, links }: ChatMessage): object[] {
  return [
    ...facts.map(({ name, value }) => field(name, escaped(value), value.length <= SHORT_MAX)),
    ...samples.map(({ caption, text }) => field(caption, escaped(text), false)),
    ...links.map(({ label, url }) => field(label, `<${url}>`, false)),
  ]
}

function field(title: string, value: string, short: boolean): object {
  return { title: escaped(title), value, short }
}

/** Slack's three characters of its own (docs.slack.dev, «Formatting message text»). */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/** Characters that fit in half the width. */
const SHORT_MAX = 40
