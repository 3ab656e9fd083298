/** What a person is told of a mail that arrived: its subject and the first lines of its plain text. */
export interface Glimpse {
  readonly subject: string
  readonly firstLines: readonly string[]
}

/**
 * Enough of MIME for the mails that we send ourselves (RFC 2045 and 2047): encoded words in the subject, the first
 * `text/plain` part. Of any other mail what it can read, never an error.
 */
export function glimpse(mail: Uint8Array): Glimpse {
  const bytes = Buffer.from(mail).toString('latin1')
  const { headers, body } = split(bytes)
  const text = plainText(headers, body) ?? ''
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '')
  return { subject: decodeWords(header(headers, 'subject')), firstLines: lines.slice(0, LINES_MAX) }
}

function plainText(headers: string, body: string): string | undefined {
  const type = header(headers, 'content-type')
  if (/^text\/plain/i.test(type) || type === '') return decodeBody(headers, body)
  const boundary = /boundary="?([^";]+)"?/i.exec(type)?.[1]
  if (boundary === undefined) return undefined
  for (const part of body.split(`--${boundary}`).slice(1, PARTS_MAX)) {
    const inner = split(part.replace(/^\r?\n/, ''))
    if (/^text\/plain/i.test(header(inner.headers, 'content-type'))) {
      return decodeBody(inner.headers, inner.body)
    }
  }
  return undefined
}

/** Headers unfolded, body as it is; both one character a byte. */
function split(text: string): { readonly headers: string; readonly body: string } {
  const end = /\r?\n\r?\n/.exec(text)
  if (end === null) return { headers: unfold(text), body: '' }
  return { headers: unfold(text.slice(0, end.index)), body: text.slice(end.index + end[0].length) }
}

function unfold(headers: string): string {
  return headers.replace(/\r?\n(?=[ \t])/g, '')
}

function header(headers: string, name: string): string {
  const line = headers.split(/\r?\n/).find((one) => one.toLowerCase().startsWith(`${name}:`))
  return line?.slice(name.length + 1).trim() ?? ''
}

/** `=?UTF-8?Q?…?=` and `=?UTF-8?B?…?=`; the space between two of them is none of the text. */
function decodeWords(text: string): string {
  return text
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?[\w-]+\?([QB])\?([^?]*)\?=/gi, (_, encoding: string, word: string) =>
      encoding.toUpperCase() === 'B'
        ? utf8(word, 'base64')
        : quotedPrintable(word.replaceAll('_', ' ')),
    )
}

function decodeBody(headers: string, body: string): string {
  switch (header(headers, 'content-transfer-encoding').toLowerCase()) {
    case 'quoted-printable':
      return quotedPrintable(body)
    case 'base64':
      return utf8(body, 'base64')
    default:
      return utf8(body, 'latin1')
  }
}

function quotedPrintable(text: string): string {
  const bytes = text
    .replace(/=\r?\n/g, '')
    .replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return utf8(bytes, 'latin1')
}

function utf8(text: string, encoding: 'latin1' | 'base64'): string {
  return Buffer.from(text, encoding).toString('utf8')
}

const LINES_MAX = 10
const PARTS_MAX = 10
