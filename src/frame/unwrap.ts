import type { Framing } from '../types/record.ts'
import type { Millis } from '../types/time.ts'

/** What a container runtime says about a line, and the bytes that the application wrote. */
export interface Unwrapped {
  /** `stdout`, `stderr`; '' for a plain line. Each stream goes on in its own next line. */
  readonly stream: string
  readonly content: Buffer
  /** False for a part: the rest stands in the next line of the stream. */
  readonly whole: boolean
  readonly time?: Millis
}

/** Undoes the wrapping of one physical line; one that is not wrapped as `format` says is taken as plain. */
export function unwrap(line: Buffer, format: 'auto' | Framing): Unwrapped {
  switch (format) {
    case 'auto':
      return unwrapDocker(line, DOCKER_LINE) ?? unwrapCri(line) ?? plain(line)
    case 'docker':
      return unwrapDocker(line, ANY_OBJECT) ?? plain(line)
    case 'cri':
      return unwrapCri(line) ?? plain(line)
    case 'plain':
      return plain(line)
  }
}

function plain(content: Buffer): Unwrapped {
  return { stream: '', content, whole: true }
}

/** How the json-file driver begins each line: moby daemon/logger/jsonfilelog/jsonlog writes the keys in this order. */
const DOCKER_LINE = '{"log":"'
const ANY_OBJECT = '{'
const OPENING_BRACE = 0x7b

/** Docker splits a line of more than 16 KiB: all but the last part come without a line feed at their end. */
function unwrapDocker(line: Buffer, start: string): Unwrapped | undefined {
  if (line[0] !== OPENING_BRACE) return undefined
  if (line.toString('latin1', 0, start.length) !== start) return undefined
  const { log, stream, time } = parseObject(line.toString())
  if (typeof log !== 'string' || (stream !== 'stdout' && stream !== 'stderr')) return undefined
  const content = Buffer.from(log.replace(LINE_END, ''))
  return { stream, content, whole: LINE_END.test(log), ...timeOf(time) }
}

const LINE_END = /\r?\n$/

function parseObject(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    return {}
  }
}

/** Kubernetes design proposals, kubelet-cri-logging: RFC 3339 time, stream, tags (`P` or `F` first), content. */
const CRI_LINE =
  /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)) (stdout|stderr) ([FP])(?::\S{0,32})?(?: |$)/
const CRI_HEAD_BYTES_MAX = 96
const YEAR_BYTES = 4
const MINUS = 0x2d

/** The content stays bytes: a part may end within a character. */
function unwrapCri(line: Buffer): Unwrapped | undefined {
  if (line[YEAR_BYTES] !== MINUS) return undefined
  const head = CRI_LINE.exec(line.toString('latin1', 0, CRI_HEAD_BYTES_MAX))
  if (head === null) return undefined
  const [all, time, stream = '', tag] = head
  return { stream, content: line.subarray(all.length), whole: tag === 'F', ...timeOf(time) }
}

function timeOf(time: unknown): { readonly time?: Millis } {
  const millis = typeof time === 'string' ? Date.parse(time) : Number.NaN
  return Number.isNaN(millis) ? {} : { time: millis }
}
