import { RE2JS } from 're2js'
import * as z from 'zod'
import { DAY, MINUTE, type Millis, SECOND } from '../types/time.ts'
import { isMailAddress } from './address.ts'
import { readDuration, writeDuration } from './duration.ts'
import { PORT_MAX, readListen } from './listen.ts'
import { text, textThat } from './text.ts'
import { readTimezone } from './timezone.ts'

/** Characters of a name; it is a label value, a word in a subject and a cell of a table. */
const NAME_CHARS_MAX = 64

/** Characters of a pattern; matching takes time in the product of pattern and text. */
const PATTERN_CHARS_MAX = 1_000

/** Longest duration: a month, after which a plan's quota starts anew. */
const DURATION_MAX: Millis = 31 * DAY

/** Reminders closer together than this are not reminders but a flood. */
const REPEAT_MIN: Millis = MINUTE

/** `${ENV}` stands for any text until it is replaced, so editors must let it pass. */
const DURATION_IN_EDITORS = '^((\\d+(ms|[smhdwy]))+|0|.*\\$\\{\\w+\\}.*)$'

export const name = textThat(
  `a name of 1 to ${NAME_CHARS_MAX} characters, without control characters or space around it`,
  (value) => /^[^\p{C}\s]([^\p{C}]*[^\p{C}\s])?$/u.test(value) && value.length <= NAME_CHARS_MAX,
)

/** A name, or '' for no project. */
export const projectName = z.union([z.literal(''), name])

/** Any text but none, on one line: it may become a line of a dialogue. */
export const words = textThat(
  'a line of text',
  (value) => value.trim() !== '' && !/\p{Cc}/u.test(value),
)

/** As written; relative ones are resolved against the configuration's directory later. */
export const path = textThat('a path', (value) => value.trim() !== '')

export const glob = textThat('a path or a glob', (value) => value.trim() !== '')

/** Stars and choices of a glob; each multiplies the time that matching may take. */
const WILDCARDS_MAX = 3

/** Characters of a glob. */
const GLOB_CHARS_MAX = 200

/**
 * A glob of names or of paths of the API, which are matched by backtracking: no silence that somebody makes, and no path that
 * a log holds, may stop the daemon.
 */
export const nameGlob = textThat(
  `a name, or a glob of at most ${GLOB_CHARS_MAX} characters with at most ${WILDCARDS_MAX} of * and {, and none of the form +(…)`,
  (value) =>
    value.trim() !== '' &&
    value.length <= GLOB_CHARS_MAX &&
    (value.match(/\*+|\{/g) ?? []).length <= WILDCARDS_MAX &&
    !/[@!+*?]\(/.test(value),
)

/** Never repeated in a message. */
export const secret = z.string().min(1, 'expected a secret, got an empty text')

export const timezone = text('an IANA time zone, such as Europe/Berlin or UTC', readTimezone)

export const listen = text('HOST:PORT, such as 127.0.0.1:9877 or [::]:9877', readListen)

export const mailAddress = textThat('a mail address, such as ops@example.com', isMailAddress)

/** Not repeated in a message either: the addresses of webhooks are secrets. */
export const url = z
  .string()
  .refine(
    (value) => /^https?:\/\/\S+$/.test(value) && URL.canParse(value),
    'expected an http or https URL',
  )

export const percent = textThat('a percentage, such as 20%', (value) =>
  /^(100|\d{1,2}(\.\d+)?)%$/.test(value),
)

/** In digits too, because what replaces a `${ENV}` is text. */
export const port = z
  .union([z.int(), textThat('a port', (value) => /^\d+$/.test(value))])
  .transform(Number)
  .refine((value) => value >= 1 && value <= PORT_MAX, `expected a port from 1 to ${PORT_MAX}`)

/** In whole seconds, because rules are evaluated on a grid of seconds. */
function duration(atLeast: Millis) {
  const bounds = `from ${writeDuration(atLeast)} to ${writeDuration(DURATION_MAX)}`
  return text(`a duration in whole seconds ${bounds}, such as 90s or 5m`, (value) => {
    const ms = readDuration(value) ?? Number.NaN
    return ms % SECOND === 0 && ms >= atLeast && ms <= DURATION_MAX ? ms : undefined
  }).meta({ pattern: DURATION_IN_EDITORS })
}

/** At least one second of the evaluation grid. */
export const span = duration(SECOND)

/** A time that may be none at all. */
export const hold = duration(0)

export const reminder = duration(REPEAT_MIN)

/** RE2's grammar, so that no pattern can take more than linear time. */
export const pattern = z
  .string()
  .min(1, 'expected an RE2 pattern, got an empty text')
  .max(PATTERN_CHARS_MAX, `expected an RE2 pattern of at most ${PATTERN_CHARS_MAX} characters`)
  .superRefine((value, ctx) => {
    const wrong = patternError(value)
    if (wrong !== undefined)
      ctx.addIssue({ code: 'custom', message: `expected an RE2 pattern: ${wrong}`, input: value })
  })

function patternError(value: string): string | undefined {
  try {
    RE2JS.compile(value)
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
