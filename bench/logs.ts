import { closeSync, openSync, writeSync } from 'node:fs'
import { createRandom, type Random } from '../src/demo/random.ts'
import { failure, success } from '../test/support/answers.ts'

/** What a log is full of. */
export const KINDS = {
  dense: 'every fifth line an answer of the cloud',
  sparse: 'every thousandth line one',
  mixed: 'every fifth record one, in six shapes and framings',
  status: '`"statusCode":200` on every line, no answer at all',
} as const
export type Kind = keyof typeof KINDS

export interface WrittenLog {
  readonly path: string
  readonly bytes: number
  /** Answers that are errors. */
  readonly errors: number
}

/** Writes a log of about so many bytes: the same for the same kind, but for trace ids. Times rise, each answer is a new one. */
export function writeLog(path: string, kind: Kind, bytesMin: number): WrittenLog {
  const file = openSync(path, 'w')
  const random = createRandom(7)
  let [bytes, errors, line] = [0, 0, 0]
  while (bytes < bytesMin) {
    let block = ''
    for (; block.length < Math.min(BLOCK_CHARS, bytesMin - bytes); line++) {
      const entry = entryOf(kind, line, START + line * MS_PER_LINE, random)
      block += `${entry.text}\n`
      if (entry.isError) errors++
    }
    bytes += writeSync(file, block)
  }
  closeSync(file)
  return { path, bytes, errors }
}

const BLOCK_CHARS = 1_000_000
const START = Date.UTC(2026, 2, 1)
const MS_PER_LINE = 5

interface Entry {
  readonly text: string
  readonly isError: boolean
}

function entryOf(kind: Kind, line: number, at: number, random: Random): Entry {
  switch (kind) {
    case 'dense':
      return line % 5 === 0 ? plainAnswer(at, random) : foreign(at, random)
    case 'sparse':
      return line % 1_000 === 0 ? plainAnswer(at, random) : foreign(at, random)
    case 'mixed':
      return line % 5 === 0 ? mixedAnswer(at, random) : foreign(at, random)
    case 'status':
      return { text: httpLog(at, random), isError: false }
  }
}

/** Codes as applications see them: mostly devices that are offline, now and then a token. */
const FAILURES = [
  [2001, 'device is offline'],
  [2001, 'device is offline'],
  [1010, 'token invalid'],
  [1106, 'permission deny'],
  [28841004, 'The Trial Edition of the cloud development plan is exhausted'],
] as const

function plainAnswer(at: number, random: Random): Entry {
  if (random.between(0, 1) === 0) return { text: success(at), isError: false }
  const [code, message] = random.pick(FAILURES)
  return { text: failure(code, message, at), isError: true }
}

/** One line in JSON, escaped in Docker's, of Python, a sentence, printed over several lines, and for a device's path. */
function mixedAnswer(at: number, random: Random): Entry {
  const { text, isError } = plainAnswer(at, random)
  const [, json = ''] = /(\{.*\})$/.exec(text) ?? []
  const time = new Date(at).toISOString()
  switch (random.between(0, 5)) {
    case 0:
      return { text, isError }
    case 1:
      return {
        text: JSON.stringify({
          log: `${text}\n`,
          stream: 'stdout',
          time: `${time.slice(0, -1)}000000Z`,
        }),
        isError,
      }
    case 2:
      return { text: `${time} WARNING tuya_connector: response ${pythonOf(json)}`, isError }
    case 3:
      return {
        text: `${time} ERROR [TuyaPlatform] network error:(${SPOKEN_ONLY}) sign invalid (request ${random.between(1, 999_999)})`,
        isError: true,
      }
    case 4:
      return {
        text: `${time} DEBUG [tuya_iot] Response: ${JSON.stringify(JSON.parse(json), undefined, 2)}`,
        isError,
      }
    default:
      return {
        text: `${time} INFO GET https://openapi.tuyaeu.com/v1.0/devices/bf${random.hex(18)}0a/status -> ${json}`,
        isError,
      }
  }
}

/** A code that no other shape shows: beside one it would be taken for its echo, as it should. */
const SPOKEN_ONLY = 1004

function pythonOf(json: string): string {
  return json
    .replaceAll('"', "'")
    .replaceAll(':true', ': True')
    .replaceAll(':false', ': False')
    .replaceAll(',', ', ')
}

/** What else applications print. */
function foreign(at: number, random: Random): Entry {
  const time = new Date(at).toISOString()
  const number = random.between(1, 99_999)
  const text = random.pick([
    `${time} INFO  [http] 10.0.${number % 256}.7 - "GET /api/rooms/${number}/climate HTTP/1.1" 200 ${number} "-" "okhttp/4.12.0" 0.0${number % 90}`,
    `${time} DEBUG [scheduler] job=${number} name=refresh-rooms took=${number % 400}ms next=in 30s queue=${number % 7}`,
    `${time} INFO  [mqtt] publish topic=hotel/floor/${number % 12}/room/${number}/temperature qos=1 payload={"celsius":21.${number % 10},"humidity":4${number % 10}}`,
    `${time} WARN  [pool] connection ${number} idle for ${number % 600} s, closing; active=12 idle=${number % 9} waiting=0`,
    `${time} DEBUG [cache] hit ratio 0.9${number % 100} entries=${number} evicted=${number % 50} ttl=300`,
    `${time} INFO  [billing] invoice ${number} for guest of room ${number % 400} written, ${number % 90}.50 EUR, paid by card`,
  ])
  return { text, isError: false }
}

/** pino's line for each request of a web server. */
function httpLog(at: number, random: Random): string {
  const [id, rest] = [random.between(1, 9_999_999), random.between(1, 999)]
  return `{"level":30,"time":${at},"pid":31,"hostname":"web-1","req":{"id":${id},"method":"GET","url":"/rooms/${rest}"},"res":{"statusCode":200},"responseTime":${rest % 90},"msg":"request completed"}`
}
