/** The clock or date that begins a line of nearly every logger, perhaps in a bracket. */
const TIMESTAMP = String.raw`\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?![\d.])|\d{1,2}:\d\d:\d\d|(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?(?:\d{1,2}[ /])?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[ /][ \d]?\d`
const LEVEL = String.raw`(?:TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|FATAL|CRITICAL|SEVERE)\b`

/** ioBroker's columns (`tuya.0 | 2019-…`), Google's glog (`E1129 08:29:43.98`), a tag in brackets (`[Nest] …`, but not print_r's `[code] => …`). */
const COLUMN = String.raw`\S{1,40}\s*(?:\| ?|\t)(?:${TIMESTAMP})`
const GLOG = String.raw`[DIWEF]\d{4} \d\d:\d\d`
const TAG = String.raw`\[[A-Za-z@][^\]"'{}]{0,60}\](?=\s+(?!=>)\S)`

const HEAD = new RegExp(`^ ?(?:[[(<]? ?(?:${TIMESTAMP})|[[(<]? ?${LEVEL}|${COLUMN}|${GLOG}|${TAG})`)
const LEVEL_HEAD = new RegExp(`^\\s*[[(<]?${LEVEL}`)

/** The line of a logger that a new entry begins with: it ends whatever stood before it. */
export function isHead(text: string): boolean {
  return HEAD.test(text)
}

/** The name that node's `debug` prints before each line, continuation lines too: `  @tuyapi/cloud   deviceId: …`. */
const NAMESPACE = /^ {2}(?:@[\w-]+\/[\w:-]+|tuya[\w:-]*) /i

/**
 * Length of the prefix that a later line of a record repeats from the record's first line, digits aside; 0 if it
 * repeats none. A prefix is a logger's head (syslog, journald, `docker logs -t`, a timestamp and a level) or a
 * namespace, and reaches to the last blank that both lines share.
 */
export function repeatedPrefix(first: string, text: string): number {
  const own = (HEAD.exec(first) ?? NAMESPACE.exec(first))?.[0].length ?? 0
  if (own === 0) return 0
  let same = 0
  while (same < text.length && isAlike(first.charAt(same), text.charAt(same))) same++
  const length = text.lastIndexOf(' ', same - 1) + 1
  return same > 0 && length >= own && !LEVEL_HEAD.test(text.slice(length)) ? length : 0
}

function isAlike(a: string, b: string): boolean {
  return a === b || (isDigit(a) && isDigit(b))
}

function isDigit(char: string): boolean {
  return char >= '0' && char <= '9'
}
