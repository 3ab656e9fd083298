/**
 * Masks the value of every key that names a secret, in whatever notation: JSON (escaped or percent-encoded too), Python,
 * JavaScript, Go, Java, PHP's `[key] => value`, query strings, headers, `key = value`.
 */
export function maskPairs(text: string, mask: string): string {
  if (!NAMES.test(text)) return text
  return PAIRS.reduce((masked, pair) => masked.replace(pair, `$<before>${mask}`), text)
}

/** Where a word begins: not within another one, but behind an escaped line break or at the hump of a camel. */
const START = String.raw`(?:(?<![a-z])|(?<=\\[nrt])|(?-i:(?<=[a-z])(?=[A-Z])))`

/** Names after which anything is a secret. */
const STRICT_KEYS = [
  'passw(?:or)?d',
  'passphrase',
  'passcode',
  'local[_-]?key',
  `${START}(?:pass|pwd|pin|mobile|(?:tele|mobile_?)?phone(?:[_-]?(?:number|no))?)`,
]

/** Names that stand in sentences of logs too: `Refresh token: code = 1010`, `sign: invalid`. */
const LOOSE_KEYS = [
  'token',
  'secret',
  '(?:secret|private|api|access|auth|encrypt(?:ion)?|session|aes|ticket)[_-]?key',
  'authorization',
  'cookie',
  'ticket',
  `${START}(?:sign(?:ature)?|sk|sid|uid|ecode)`,
]

/** tinytuya and others call the local key of a device just `key`; it has 16 characters. */
const LOCAL_KEY =
  /(?<before>(?<![\w-])\\*["']?key\\*["']?\s*[:=]\s*\\*["'])[^\s"']{16}(?=\\*["'])/gi

/** Words of Python and JavaScript for no value, and what is masked already. */
const NOTHING = String.raw`(?:null|none|nil|undefined|true|false|\*{3})(?![\w*])`

const SENTENCE_WORDS = [
  'is|was|not|has|in|of|for|and|or|get|refresh|request|param|permission|token|sign|secret|password',
  'invalid|expired?|empty|missing|wrong|error|failed|failure|code|msg|message|success|response',
]

/** What follows a name in a sentence: a word or a small number of it, or the next pair. */
const SENTENCE = [
  String.raw`(?:${SENTENCE_WORDS.join('|')}|-?\d{1,8})(?:[\s,;!?)}\]"']|[.:](?:\s|$)|$)`,
  String.raw`\w+(?:exception|error)\b`,
  String.raw`(?:code|msg|message|errorCode|errorMsg|success|tid)\s*[:=]`,
].join('|')

const SUFFIX = '(?:[_-]?(?:md5|hash|value))?'

/** A closing quote, plain or escaped, or PHP's bracket; then the sign between key and value. */
const SEPARATOR = String.raw`(?:\\*["'\u0060]|\])?\s*(?:=>|[:=]{2}|=(?![:=>])|:(?![:=]))`

/** The same between percent-encoded quotes. */
const ENCODED_SEPARATOR = '(?:%5C)*%22%3A(?:%20)*(?:%5C)*%22'

/** Values in quotes or percent-encoded: what stands before them, and they themselves. Text that is cut off ends them too. */
const ENCLOSED = [
  [String.raw`${SEPARATOR}\s*\[?\s*[bru]?"`, String.raw`(?:\\.|[^"\\])+`],
  [String.raw`${SEPARATOR}\s*\[?\s*[bru]?'`, String.raw`(?:\\.|[^'\\])+`],
  [String.raw`${SEPARATOR}\s*\[?\s*\u0060`, String.raw`(?:\\.|[^\u0060\\])+`],
  [
    String.raw`${SEPARATOR}\s*\[?\s*(?<slashes>\\+)(?<quote>["'])`,
    String.raw`.+?(?=(?<!\\)\k<slashes>\k<quote>|$)`,
  ],
  [ENCODED_SEPARATOR, String.raw`(?:%5C%22|(?!%22)\S)+`],
  ['%3D', String.raw`(?:(?!%26)[^\s&"'])+`],
] as const

/** Where a value without quotes ends, besides at a space: where what follows can be no part of it. */
const BARE_END = [
  '&',
  String.raw`\\[rnt]`,
  String.raw`\\*["'\u0060][)}\]>]*(?:[\s,;:&]|$)`,
  String.raw`[,;](?:\s|$|\\*["']|[\w.-]+\s*[=:])`,
  String.raw`[)}\]>]+\\*["']?(?:[\s,;]|$)`,
].join('|')

const BARE = String.raw`[^\s"'\u0060{[(<,;&\\](?:(?!${BARE_END})\S)*`

/** One expression a form, because the group `before` ends behind what opens the value. */
function pairs(keys: readonly string[], spared: readonly string[]): readonly RegExp[] {
  const key = `(?:${keys.join('|')})${SUFFIX}`
  const enclosed = ENCLOSED.map(([open, value]) => `(?<before>${key}${open})${value}`)
  const bare = String.raw`(?<before>${key}${SEPARATOR}[ \t]*\[?)(?!${spared.join('|')})${BARE}`
  return [...enclosed, bare].map((source) => new RegExp(source, 'gis'))
}

/** Most texts hold none of the names, and are done. */
const NAMES =
  /token|secret|pass|pwd|pin|mobile|phone|key|sign|sk|sid|uid|ecode|authorization|cookie|ticket/i

/** In each the group `before` holds all that may stay. */
const PAIRS: readonly RegExp[] = [
  ...pairs(STRICT_KEYS, [NOTHING]),
  ...pairs(LOOSE_KEYS, [NOTHING, SENTENCE]),
  LOCAL_KEY,
]
