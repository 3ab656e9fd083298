import { type ExtractOptions, extract } from '../../src/extract/extract.ts'
import type { Catalog, Entry } from '../../src/types/catalog.ts'
import {
  EMPTY_CONTEXT,
  type Extraction,
  type FileContext,
  type LogRecord,
  type RecordLine,
} from '../../src/types/record.ts'

/** Numbers and wire messages, all that the extractor asks a catalog for. */
const KNOWN: readonly (readonly [string, ...string[]])[] = [
  ['500', 'system error, please contact the admin', 'server busy'],
  ['1001', 'secret invalid'],
  ['1002', 'access_token is null'],
  ['1004', 'sign invalid'],
  ['1006', 'not support content type'],
  ['1010', 'token is expired', 'token invalid'],
  ['1013', 'request time is invalid'],
  ['1106', 'permission deny', '權限拒絕'],
  ['1109', 'param is illegal, please check it', '请求参数非法，请检查'],
  ['1114', 'your ip(x.x.x.x) don’t have access to this API'],
  ['2001', 'device is offline'],
  ['2008', 'command or value not support', '2008'],
  ['2023', 'user exist'],
  ['2406', 'skill id invalid'],
  ['30100', 'Key code library does not exist'],
  ['28841002', 'No permissions. Your subscription to cloud development plan has expired.'],
  ['28841004', 'No permissions. Your quota of Trial Edition is used up.'],
  ['28841105', 'No permissions. This project is not authorized to call this API.'],
  ['-9999999', 'sign invalid'],
  ['USER_SESSION_INVALID', 'Session has expired, please log in again'],
]

const entries: readonly Entry[] = KNOWN.map(([code, first = '', ...more]) => ({
  code,
  messages: [first, ...more],
  category: 'platform',
  kind: 'platform',
  scope: 'project',
  severity: 'warning',
  retryable: false,
  who: '',
  meaning: '',
  advice: [''],
  link: '',
  source: 'table',
}))

const CATALOG: Catalog = {
  entries,
  find: (code) => entries.find((entry) => entry.code === code),
  findByMessage: (message) => entries.filter((entry) => entry.messages.includes(message)),
}

export const OPTIONS: ExtractOptions = { timezone: 'Europe/Berlin', catalog: CATALOG }

/** A record of the text's lines, as if the file began with it (or at `firstLine`). */
export function recordOf(text: string, firstLine = 1): LogRecord {
  const [first = '', ...rest] = text.split('\n')
  const lines: [RecordLine, ...RecordLine[]] = [{ text: first, offset: 0, number: firstLine }]
  let offset = first.length + 1
  for (const line of rest) {
    lines.push({ text: line, offset, number: firstLine + lines.length })
    offset += line.length + 1
  }
  return { start: 0, lines, ended: 'whole' }
}

export function extractFrom(text: string, context: FileContext = EMPTY_CONTEXT): Extraction {
  return extract(recordOf(text), context, OPTIONS)
}

/** Records one after the other, each with the context of those before. */
export function extractInTurn(...texts: readonly string[]): readonly Extraction[] {
  let context: FileContext = EMPTY_CONTEXT
  let line = 1
  return texts.map((text) => {
    const extraction = extract(recordOf(text, line), context, OPTIONS)
    context = extraction.context
    line += text.split('\n').length
    return extraction
  })
}

export const T = 1_718_000_000_123
export const TID = '5be9d0c2a7f111ee9c3d0242ac120002'

/** An answer as the cloud sends it. */
export const FAILURE = `{"code":1106,"msg":"permission deny","success":false,"t":${T},"tid":"${TID}"}`
export const SUCCESS = `{"result":true,"success":true,"t":${T},"tid":"${TID}"}`
