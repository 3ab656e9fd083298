import { stripVTControlCharacters } from 'node:util'

/**
 * Log text as it may stand in a mail: no escape sequences, no control, bidi or invisible characters, at most
 * `max` code points. Line breaks and tabs stay.
 */
export function clean(text: string, max: number): string {
  const shortened = text.slice(0, max * UNITS_PER_CHARACTER_MAX).toWellFormed()
  const visible = stripVTControlCharacters(shortened)
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .replace(/(?![\n\t])[\p{Cc}\p{Cf}\p{Co}]/gu, '')
  const characters = [...visible]
  if (characters.length <= max) return visible
  return `${characters.slice(0, max - 1).join('')}…`
}

/** `clean` on one line: for subjects, names and table cells. */
export function cleanLine(text: string, max: number): string {
  return clean(text, max).replace(/\s+/g, ' ').trim()
}

/**
 * Log text that no mail program turns into a link: mail programs link what looks like an address even in plain
 * text, and whoever can write into the log would choose where it leads. The usual `[.]` marks what was changed. Names end
 * with a mark in Hindi and Thai, and may be an emoji. The full stops of Chinese are dots of an address where Latin letters
 * stand beside them; a Chinese sentence keeps its own.
 */
export function inert(text: string): string {
  return text
    .replaceAll('://', '[:]//')
    .replace(BARE_SCHEME, '$1[:]')
    .replace(/(www|ftp)\./gi, '$1[.]')
    .replace(/(?<=[\p{L}\p{M}\p{N}\p{So}_-])\.(?=\p{L})/gu, '[.]')
    .replace(/(?<=[a-z\d_-])[。．｡](?=\p{L})|(?<=[\p{L}\p{M}\p{N}_-])[。．｡](?=[a-z])/giu, '[.]')
}

/** A character outside the basic plane takes two UTF-16 units; escape sequences and invisible marks may take more room. */
const UNITS_PER_CHARACTER_MAX = 4

/** Schemes without `//` that mail programs link (Thunderbird's and Apple Mail's lists). */
const BARE_SCHEME =
  /\b(mailto|tel|telprompt|sms|callto|facetime|facetime-audio|skype|news|geo|magnet|aim|irc|xmpp|sip|file|javascript|vbscript):(?=\S)/gi
