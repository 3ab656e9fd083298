/** A line as the application wrote it, and the prefix of a multiplexer that names which application that was. */
export interface Cleaned {
  readonly text: string
  /** '' where nothing multiplexes; two processes' lines interleave, so each has its own open record. */
  readonly process: string
}

/** Removes what terminals and multiplexers add to a line: colour codes, prefixes, quoting, a byte order mark, NUL bytes of a hole, a final CR. */
export function clean(raw: string): Cleaned {
  if (!ADDED.test(raw)) return { text: raw, process: '' }
  const plain = raw.replace(COLOURS, '').replace(PADDING, '').replaceAll(SYSLOG_LINE_FEED, ' ')
  const process = PROCESS.exec(plain)?.[0] ?? ''
  return { process, text: plain.slice(process.length).replace(QUOTING, '') }
}

/** One look that most lines pass: a byte of which every addition has one. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are among them
const ADDED = /[\x00\x1b\ufeff\r|>]|\^\[\[|#0|^\[\d/

/** Colour codes, also as `cat -v` (`^[[37m`) and syslog (`#033[37m`) write them; titles and links of terminals. */
const COLOURS =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the bytes that terminals take
  /(?:\x1b|\^\[|#033)\[[0-9;]{0,20}[mK]|\x1b\[[0-9;?]{0,20}[A-Za-z]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)/g

/** rsyslog writes the line feeds of a message so: a body that was printed over several lines. */
const SYSLOG_LINE_FEED = '#012'

// biome-ignore lint/suspicious/noControlCharactersInRegex: a file truncated under its writer begins with NUL bytes
const PADDING = /^[\x00\ufeff]+|\r$/g

/** docker compose (`app-1  | `; at least two blanks, which columns of a table rarely have) and pm2 (`0|app  | `). */
const PROCESS = /^(?:[\w.-]{1,80}(?:[-_]\d+ +| {2,})\| ?|\d+\|[\w.-]{1,80} *\| ?)/

/** concurrently's `[0] `, and the `> ` of a quoted mail or comment. */
const QUOTING = /^(?:\[\d{1,2}\] (?!\s*=>)|(?:> ?)+)/
