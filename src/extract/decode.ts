/**
 * A line as it was before something on its way escaped it whole: HTML entities (log viewers, mails), percent signs
 * (bodies in query strings), escaped quotes as character numbers, quotes doubled (CSV, SQL). Backslashes stay: the
 * reader needs their depth.
 */
export function decoded(line: string): string {
  let text = line
  if (ENTITY.test(text)) text = htmlDecoded(text)
  if (PERCENT_SIGN.test(text)) text = urlDecoded(text)
  if (NUMBERED_QUOTE.test(text)) text = text.replace(NUMBERED_QUOTES, quoteOfNumber)
  if (DOUBLED_KEY.test(text)) text = text.replace(DOUBLED_QUOTES, '$1')
  return text
}

/** Without an encoded quote or blank there is nothing to win, and ordinary URLs in a line stay as they are. */
const ENTITY = /&(?:amp;)*(?:quot|apos|#0*3[49]|#x0*2[27]);/i
const PERCENT_SIGN = /%2[027]/
const NUMBERED_QUOTE = /\\(?:u00|x)2[27]/i
const NUMBERED_QUOTES = /\\+(?:u00|x)(2[27])/gi

/** A key between them: an empty string is no key. */
const DOUBLED_KEY = /(["'])\1\w{1,40}\1\1 ?:/
const DOUBLED_QUOTES = /(["'])\1/g

const ENTITIES: readonly (readonly [RegExp, string])[] = [
  [/&(?:amp;)*(?:quot|#0*34|#x0*22);/gi, '"'],
  [/&(?:amp;)*(?:apos|#0*39|#x0*27);/gi, "'"],
  [/&(?:amp;)*lt;/gi, '<'],
  [/&(?:amp;)*gt;/gi, '>'],
  [/&amp;/gi, '&'],
]

function htmlDecoded(text: string): string {
  return ENTITIES.reduce((sofar, [entity, char]) => sofar.replace(entity, char), text)
}

function urlDecoded(text: string): string {
  return text.replace(/\S+/g, (token) => (PERCENT_SIGN.test(token) ? tokenDecoded(token) : token))
}

/** Forms write a blank as a plus. */
function tokenDecoded(token: string): string {
  return token.replaceAll('+', ' ').replace(/(?:%[0-9a-f]{2})+/gi, (run) => {
    try {
      return decodeURIComponent(run)
    } catch {
      return run
    }
  })
}

function quoteOfNumber(_escape: string, digits: string): string {
  return digits === '22' ? '"' : "'"
}
