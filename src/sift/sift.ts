import assert from 'node:assert/strict'
import { FORM_NONE, FOUND_FIELDS, type Forms, type FoundLines } from '../types/sift.ts'
import { KERNEL } from './kernel-bytes.ts'

export interface Sift {
  /** Where chunks should be read to: bytes in it are searched where they stand, all others are copied to it first. */
  readonly buffer: Uint8Array
  /**
   * The lines in which something could matter: a response of the cloud, a fact for the file's context, or the beginning
   * of a body that goes on over several lines. `bytes`, at most as many as the buffer has, begin at a line start.
   * What it answers is valid until the next call.
   *
   * A line is found if one of these stands in it, letters in any case:
   *
   * | reads | example |
   * | --- | --- |
   * | `code` at the start of a key (a byte that is none of letter, digit, `_`, `-`; or `err`, `error` with an optional `_` or `-` before it; or an escape such as `\n`; or an encoded quote `%22`, `%27`, `\x22`, `\u0022`; or the `m` of a colour code), then a separator or a number | `"errorCode":"500"`, `(code 1010)`, `[code] => 1106`, not `"statusCode":200` |
   * | `err` or `error`, then a number, or a word with `_` in round brackets (before them at most three colons and spaces), or an optional `_`, `-`, space and `msg` or `message` | `Error 1106:`, `network error:(-9999999)`, `errorMsg` |
   * | `success`, then a separator or an encoded quote | `"success":true`, `[success] =>` |
   * | `is offline` | `2001 device is offline` |
   * | `码`, then a separator or a number | `错误码：1106` |
   * | `tuya`, `涂鸦` | hosts, loggers, packages |
   * | `iotbing` | the device sharing gateway |
   * | `/v`, digit, `.`, digit, `/` or `\` | `path = /v1.0/token` |
   * | `invalid` after a space or `_` | `token invalid`, `USER_SESSION_INVALID` |
   * | `expired` after a space | `subscription to cloud development plan has expired` |
   * | `permission deny`, or `permission` after `no` and a space | `No permissions.` |
   * | `trial edition` | `Your quota of Trial Edition is used up` |
   * | `not subscribed` | `This API is not subscribed.` |
   * | `token_failed` | `GET_TOKEN_FAILED 2007, …` |
   * | `result` behind `{` and at most three quotes, backslashes, spaces; then a separator | a success printed over several lines |
   * | ` stdout P`, ` stderr P`; `","stream":"std` not behind `\n` | container lines that go on in the next one |
   * | an opener `{[(`, then spaces, tabs, CR, colour codes, then the line feed, `\n"` or `\r\n"` | `data = {` |
   *
   * A *separator* is `:` or `=`, a *number* a digit; either stands behind at most eight bytes that are neither letter,
   * digit nor line feed, where a colour code (ESC `[`, digits and `;`, `m`) counts as nothing, and right behind `code`
   * an encoded quote too (`&quot;` as well).
   *
   * It errs on the side of a hit: what a line means is decided from its text.
   */
  readonly find: (bytes: Uint8Array) => FoundLines
  readonly forms: Forms
}

/** A search over chunks of at most `bufferBytes`. The work is done by `kernel/`, which is compiled to WebAssembly. */
export function createSift(bufferBytes: number): Sift {
  const kernel = loadKernel()
  const bufferAt = kernel.memory.buffer.byteLength + GUARD_BYTES
  const fieldsAt = roundUp(bufferAt + bufferBytes + GUARD_BYTES, Int32Array.BYTES_PER_ELEMENT)
  const fieldsMax = FOUND_FIELDS * Math.ceil(bufferBytes / LINE_BYTES_MIN)
  const textAt = fieldsAt + fieldsMax * Int32Array.BYTES_PER_ELEMENT
  growTo(kernel.memory, textAt + TEXT_BYTES_MAX + 2 * GUARD_BYTES)
  const memory = kernel.memory.buffer
  const buffer = new Uint8Array(memory, bufferAt, bufferBytes)
  const fields = new Int32Array(memory, fieldsAt, fieldsMax)
  const text = Buffer.from(memory, textAt, TEXT_BYTES_MAX + GUARD_BYTES)
  let from = bufferAt
  return {
    buffer,
    find(bytes) {
      assert(bytes.length <= bufferBytes, 'a chunk fits into the buffer')
      from = bytes.buffer === memory ? bytes.byteOffset : bufferAt
      if (bytes.buffer !== memory) buffer.set(bytes)
      const count = kernel.sift(from, from + bytes.length, fieldsAt)
      return { count, fields, lineFeeds: kernel.lineFeedsSeen() }
    },
    forms: {
      generation: 0,
      of: (start, end) => kernel.formOf(from + start, from + end),
      ofText(string) {
        if (string.length > TEXT_BYTES_MAX || text.write(string) > string.length) return FORM_NONE
        return kernel.formOf(textAt, textAt + string.length)
      },
      learn() {
        const form = kernel.learnForm()
        if (form === 0) this.generation++
        return form
      },
      blanked: (length) => new Uint8Array(memory, kernel.blankedLine(), length),
    },
  }
}

/** What the kernel wants before the first byte and behind the last. */
const GUARD_BYTES = 64

/** The shortest line in which something is found: an opener and its line feed. */
const LINE_BYTES_MIN = 2

const PAGE_BYTES = 65_536

/** Longer texts have no form. */
const TEXT_BYTES_MAX = 4_096

/** What `kernel/kernel.ts` exports. */
interface Kernel {
  readonly memory: WebAssembly.Memory
  readonly sift: (from: number, to: number, out: number) => number
  readonly lineFeedsSeen: () => number
  readonly formOf: (from: number, to: number) => number
  readonly learnForm: () => number
  readonly blankedLine: () => number
}

function loadKernel(): Kernel {
  const { exports } = new WebAssembly.Instance(
    new WebAssembly.Module(Buffer.from(KERNEL, 'base64')),
  )
  // Which no type tells here; a test compiles the source that stands beside it.
  return exports as Kernel
}

function growTo(memory: WebAssembly.Memory, bytes: number): void {
  memory.grow(Math.ceil((bytes - memory.buffer.byteLength) / PAGE_BYTES))
}

function roundUp(bytes: number, unit: number): number {
  return Math.ceil(bytes / unit) * unit
}
