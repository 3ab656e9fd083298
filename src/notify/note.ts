import type { Mail } from '../types/outbox.ts'
import { cleanLine } from './clean.ts'
import { TEXT } from './html-style.ts'
import { markup } from './markup.ts'

/** Where a note stands in the HTML, first in the card. */
export const NOTE_PLACE = '<!-- note -->'

/** The same mail with a paragraph of its sender's before everything else. */
export function withNote(mail: Mail, note: string): Mail {
  const words = cleanLine(note, NOTE_MAX)
  const paragraph = markup`<p class="text" style="${TEXT}">${words}</p>`
  return {
    ...mail,
    text: `${words}\n\n${mail.text}`,
    // A function, because a replacement text has patterns of its own.
    html: mail.html.replace(NOTE_PLACE, () => paragraph.toString()),
    payload: { ...mail.payload, text: [words, ...mail.payload.text] },
  }
}

/** Characters: the reason and an answer of a relay. */
const NOTE_MAX = 500
