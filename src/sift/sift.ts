import { LINE_FEED } from './bytes.ts'
import { FIRST, isHit, SECOND } from './marks.ts'

/**
 * Finds the lines in which something could matter: a response of the cloud, a fact for the file's context, or the
 * beginning of a body that goes on over several lines. It answers the offset of the first hit of each such line,
 * relative to `bytes`, ascending; `bytes` from `from` on is taken to begin at a line start.
 *
 * A hit is the offset of a pair of bytes, compared without case, whose neighbourhood (never across a line feed) reads:
 *
 * | pair | reads | example |
 * | --- | --- | --- |
 * | `od` | `code` at the start of a key (a byte that is none of letter, digit, `_`, `-`; or `err`, `error` with an optional `_` or `-` before it; or an escape such as `\n`; or an encoded quote `%22`, `%27`, `\x22`, `\u0022`; or the `m` of a colour code), then a separator or a number | `"errorCode":"500"`, `(code 1010)`, `[code] => 1106`, not `"statusCode":200` |
 * | `rr` | `err` or `error`, then a number, or a word with `_` in round brackets (before them at most three colons and spaces), or an optional `_`, `-`, space and `msg` or `message` | `Error 1106:`, `network error:(-9999999)`, `errorMsg` |
 * | `cc` | `success`, then a separator | `"success":true`, `[success] =>` |
 * | `uy` | `tuya` | hosts, loggers, packages |
 * | `tb` | `iotbing` | the device sharing gateway |
 * | `/v` | `/v`, digit, `.`, digit, `/` or `\` | `path = /v1.0/token` |
 * | `nv` | `invalid` after a space or `_` | `token invalid`, `USER_SESSION_INVALID` |
 * | `xp` | `expired` after a space | `subscription to cloud development plan has expired` |
 * | `rm` | `permission deny`, or `permission` after `no` and a space | `No permissions.` |
 * | `ia` | `trial edition` | `Your quota of Trial Edition is used up` |
 * | `bs` | `not subscribed` | `This API is not subscribed.` |
 * | `_f` | `token_failed` | `GET_TOKEN_FAILED 2007, …` |
 * | `lt` | `result` behind `{` and at most three quotes, backslashes, spaces; then a separator | a success printed over several lines |
 * | `td` | ` stdout P`, ` stderr P`; `","stream":"std` not behind `\n` | container lines that go on in the next one |
 * | one of `{[(`, space, tab, CR, `m`; then LF or `\` | an opener, then spaces, tabs, CR, colour codes, then LF, `\n"` or `\r\n"` | `data = {` |
 *
 * A *separator* is `:` or `=`, a *number* a digit; either stands behind at most eight bytes that are neither letter,
 * digit nor line feed, where a colour code (ESC `[`, digits and `;`, `m`) counts as nothing, and right behind `code` an
 * encoded quote too.
 *
 * It errs on the side of a hit: what a line means is decided from its text. This is the reference that a faster kernel
 * is held against, hit for hit.
 */
export function sift(bytes: Uint8Array, from = 0): number[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  const hits: number[] = []
  let at = nextPair(buffer, from)
  while (at !== -1) {
    const hit = isHit(buffer, at)
    if (hit) hits.push(at)
    const next = hit ? buffer.indexOf(LINE_FEED, at) : at + 1
    if (next === -1) break
    at = nextPair(buffer, next)
  }
  return hits
}

/** Offset of the first pair of a mark at or behind `from`, or -1. The loop over every byte of every log: nothing else in it. */
function nextPair(bytes: Uint8Array, from: number): number {
  let marks = 0
  for (let at = from; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0
    if ((marks & (SECOND[byte] ?? 0)) !== 0) return at - 1
    marks = FIRST[byte] ?? 0
  }
  return -1
}
