import type { Payload } from '../types/payload.ts'
import { inert } from './clean.ts'

/** A payload as a chat shows it: nothing in it becomes a link or calls anybody, except the links that are meant. */
export interface ChatMessage {
  readonly tone: 'critical' | 'warning' | 'info' | 'over'
  readonly title: string
  readonly paragraphs: readonly string[]
  readonly facts: Payload['facts']
  readonly samples: readonly { readonly caption: string; readonly text: string }[]
  readonly links: Payload['links']
  readonly footer: string
}

export function chatMessage(payload: Payload): ChatMessage {
  const { status, severity, title, text, advice, facts, samples, links, instance } = payload
  const steps = advice.map((step, index) => `${index + 1}. ${step}`)
  return {
    tone: status === 'resolved' ? 'over' : severity,
    title: quiet(title),
    paragraphs: [...text, ...steps, ...storyOf(payload)].map(quiet),
    facts: facts.map(({ name, value }) => ({ name, value: quiet(value) })),
    samples: samples.map((sample) => ({
      caption: `${sample.at}, ${sample.source}`,
      text: quiet(inert(sample.text)),
    })),
    links,
    footer: `tuyawatch on ${instance}`,
  }
}

/** A line for each incident of a digest; other messages have facts. */
function storyOf({ kind, incidents }: Payload): string[] {
  if (kind !== 'digest') return []
  const lines = incidents.slice(0, INCIDENTS_MAX).map(({ rule, group, since, ended, errors }) => {
    const where = Object.values(group).filter(Boolean).map(inert).join(', ')
    return `${rule}${where && ` (${where})`}: ${since} to ${ended?.at ?? 'now'}, ${errors.total} errors`
  })
  const hidden = incidents.length - lines.length
  return hidden > 0 ? [...lines, `and ${hidden} more`] : lines
}

/** Chats call people by an @ and a name. */
function quiet(text: string): string {
  return text.replace(/[@＠](?=[\p{L}\p{N}_])/gu, '[@]')
}

/** Lines of a digest: what a chat shows without folding. */
const INCIDENTS_MAX = 20
