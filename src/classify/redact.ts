import { stripVTControlCharacters } from 'node:util'
import { maskPairs } from './secret-pairs.ts'

/** What stands where a secret stood. */
const MASK = '***'

/**
 * Log text that may be stored and mailed: no tokens, secrets, signatures, keys, passwords, user ids, mail addresses or
 * phone numbers, and no terminal, control, bidi or invisible characters. Addresses of hosts stay: `your ip(…)` is what a
 * person must look at. Codes and messages stay as they are. Redacting twice changes nothing.
 */
export function redact(text: string): string {
  const masked = maskPairs(maskShapes(plain(text), CREDENTIALS), MASK)
  return maskShapes(masked, DATA)
}

/** Invisible characters go first: in the midst of a key they would hide it. */
function plain(text: string): string {
  return stripVTControlCharacters(text.toWellFormed())
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .replace(/(?![\n\t])[\p{Cc}\p{Cf}]/gu, '')
}

type Shapes = readonly (readonly [RegExp, string])[]

function maskShapes(text: string, shapes: Shapes): string {
  return shapes.reduce((masked, [shape, by]) => masked.replace(shape, by), text)
}

/** Whose end a pair would not find: they go before the pairs. */
const CREDENTIALS: Shapes = [
  // The text is a window: it may begin inside a value whose key was cut off.
  [/^[^\s"'`&=:;,(){}[\]]{6,}(?=\\*["'`]\s*[,}\])]|&)/, MASK],
  [/\b([a-z][a-z0-9+.-]{1,20}:\/\/)[^\s/@:"']{0,100}:[^\s/@"']{1,200}@/gi, `$1${MASK}@`],
  [/\b(Bearer|Basic(?=\s+\S{0,200}[\d=]))\s+[\w.~+/=-]{8,}/gi, `$1 ${MASK}`],
  // GET /v1.0/token/{refresh_token}
  [/(\/token\/)[^\s/?"'`&\\]{8,}/g, `$1${MASK}`],
]

/** What gives itself away by its form. */
const DATA: Shapes = [
  [/\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/g, MASK],
  // A signature has 64 hexadecimal digits; a tid and an md5 have 32.
  [/\b[0-9a-f]{40,}\b/gi, MASK],
  [
    /[\p{L}\p{N}._+-]{1,64}(?:@|%40)[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{2,63}){1,4}/gu,
    `${MASK}@${MASK}`,
  ],
  // 86-13812345678, the user name of app accounts, and a Chinese mobile number alone.
  [/(?<![\w.-])(?:\d{1,3}-\d{7,12}|1[3-9]\d{9})(?![\w.-])/g, MASK],
  // +49 170 1234567, but not the zone in "10:00:00 +1030 28841004".
  [
    /(?<![\w+.])\+(?!1[0-4][0-5]0\b)[1-9]\d{0,3}[ .-]?(?:\(\d{1,4}\)[ .-]?)?\d(?:[ .-]?\d){5,12}\b/g,
    MASK,
  ],
]
