import type { RejectReason } from '../types/record.ts'
import {
  APP_SDK_BEFORE,
  CLOSE_WORDS,
  DATABASE_BEFORE,
  DATABASE_BEHIND,
  EXIT_BEFORE,
  HEXADECIMAL_BEHIND,
  HTTP_BEFORE,
  OTHER_CODE_BEFORE,
  PROTOCOL_BEFORE,
  UNIT_BEHIND,
} from './beside.ts'
import type { Candidate } from './candidate.ts'
import type { Knowledge } from './knowledge.ts'

/** A candidate with what stands around its code on the same line, and how well it is vouched for. */
export interface Suspect {
  readonly candidate: Candidate
  /** The up to `BESIDE_CHARS_MAX` characters before the code. */
  readonly before: string
  /** As many behind its first character. */
  readonly behind: string
  readonly knowledge: Knowledge
  /** A tid, Tuya's own words or the user's pattern vouch for it: what stands around it no longer matters. */
  readonly certain: boolean
  /** The record or the file around it names Tuya. */
  readonly tuya: boolean
}

/** Characters on each side of the code that the rules may look at. */
export const BESIDE_CHARS_MAX = 80

/** The first rule that holds names the reason; `undefined` if none does. */
export function refusalOf(suspect: Suspect): RejectReason | undefined {
  return REFUSALS.find(({ holds }) => holds(suspect))?.reason
}

interface Refusal {
  readonly reason: RejectReason
  readonly why: string
  readonly holds: (suspect: Suspect) => boolean
}

const REFUSALS: readonly Refusal[] = [
  {
    reason: 'local_error',
    why: 'tinytuya numbers its own network errors 900 to 914 under Err',
    holds: ({ candidate }) => candidate.kind === 'mark' && has(candidate, 'local'),
  },
  {
    reason: 'foreign_vendor',
    why: 'errcode, apiStatus and retcode are the keys of WeChat, Meross and others',
    holds: ({ candidate, tuya }) =>
      candidate.kind === 'mark'
        ? has(candidate, 'foreign')
        : !tuya && candidate.tid === undefined && isRenamed(candidate),
  },
  {
    reason: 'no_code',
    why: 'the answer was cut or the client hides its code',
    holds: ({ candidate }) => candidate.kind === 'mark',
  },
  {
    reason: 'http_status',
    why: 'Response error: code=, response code=, Response(code=, Code = {200} print the status of HTTP',
    holds: ({ candidate, before, certain }) =>
      !certain && (/^\{\d{3}\}/.test(candidate.code ?? '') || HTTP_BEFORE.test(before)),
  },
  {
    reason: 'no_evidence',
    why: 'codes of countries, of HomeKit, of doors and of confirmations are called code too',
    holds: ({ before, certain }) => !certain && OTHER_CODE_BEFORE.test(before),
  },
  {
    reason: 'local_error',
    why: 'exit codes of processes, and the device-sharing SDK naming a data point it does not know',
    holds: ({ before, certain }) => !certain && EXIT_BEFORE.test(before),
  },
  {
    reason: 'local_error',
    why: 'the SDKs for phone apps have error numbers of their own: onError, Error Domain=com.tuya',
    holds: ({ before, certain }) => !certain && APP_SDK_BEFORE.test(before),
  },
  {
    reason: 'local_error',
    why: 'devices on the local network have error numbers of their own',
    holds: ({ before, certain }) => !certain && PROTOCOL_BEFORE.test(before),
  },
  {
    reason: 'local_error',
    why: 'ECONNREFUSED and ERR_SOCKET are the runtime speaking, not the cloud',
    holds: ({ candidate }) => /^E(?:RR_[A-Z_]+|[A-Z]{4,15})$/.test(candidate.code ?? ''),
  },
  {
    reason: 'foreign_vendor',
    why: 'MySQL has most numbers of the table, and Windows some',
    holds: ({ candidate, before, behind, certain }) =>
      !certain &&
      candidate.t === undefined &&
      (DATABASE_BEFORE.test(before) ||
        DATABASE_BEHIND.test(behind) ||
        HEXADECIMAL_BEHIND.test(behind)),
  },
  {
    reason: 'data_point',
    why: 'dps are the data points of a device on the local network',
    holds: ({ candidate, certain }) => !certain && isUnder(candidate, 'dps'),
  },
  {
    reason: 'data_point',
    why: 'the keys of an infrared remote have codes',
    holds: ({ candidate, certain }) => !certain && (candidate.group?.keys.has('keyid') ?? false),
  },
  {
    reason: 'data_point',
    why: 'a status or a command names a data point in code, beside its value',
    holds: ({ candidate, certain }) =>
      !certain && has(candidate, 'value') && candidate.message === undefined,
  },
  {
    reason: 'data_point',
    why: 'codes in lower case (switch_1) are names of data points',
    holds: (suspect) => isWord(suspect) && /^[<a-z]/.test(suspect.candidate.code ?? ''),
  },
  {
    reason: 'foreign_vendor',
    why: 'Cloudflare lists its errors under errors; Tuya sends one',
    holds: ({ candidate, certain }) => !certain && isUnder(candidate, 'errors'),
  },
  {
    reason: 'request',
    why: 'what the application sent is no answer',
    holds: ({ candidate, certain }) =>
      !certain && ['request', 'body', 'params', 'headers'].some((key) => isUnder(candidate, key)),
  },
  {
    reason: 'websocket_close',
    why: 'WebSocket closes with 1000 to 1015, numbers of the table too',
    holds: ({ candidate, before, behind, certain }) =>
      !certain &&
      candidate.t === undefined &&
      /^10(?:0\d|1[0-5])$/.test(candidate.code ?? '') &&
      CLOSE_WORDS.test(`${before} ${behind}`),
  },
  {
    reason: 'http_status',
    why: 'three digits from 100 to 599 without an envelope are a status of HTTP',
    holds: ({ candidate, certain }) =>
      !certain && /^[1-5]\d\d$/.test(candidate.code ?? '') && !vouched(candidate),
  },
  {
    reason: 'no_evidence',
    why: '2012 to 2027 are years: only a key or their own message makes them codes',
    holds: ({ candidate, certain }) =>
      !certain && /^20(?:1[2-9]|2[0-7])$/.test(candidate.code ?? '') && !candidate.group,
  },
  {
    reason: 'no_evidence',
    why: 'what is counted or measured is no code',
    holds: ({ behind, certain }) => !certain && UNIT_BEHIND.test(behind),
  },
  {
    reason: 'malformed',
    why: 'a code is a short number or a word of capitals',
    holds: (suspect) => {
      const code = suspect.candidate.code ?? ''
      if (suspect.candidate.kind !== 'failure' || /^-?\d{1,10}$/.test(code)) return false
      return !suspect.knowledge.has(code) && !/^[A-Z][A-Z0-9_]{3,60}$/.test(code)
    },
  },
]

function vouched({ t, client }: Candidate): boolean {
  return t !== undefined || client?.trust === 'own'
}

/** Its code stands under a key that is not the cloud's. */
function isRenamed({ group }: Candidate): boolean {
  if (group === undefined) return false
  return group.pairs.has('foreign') && !group.pairs.has('code')
}

function has({ group }: Candidate, field: 'local' | 'foreign' | 'value'): boolean {
  return group?.pairs.has(field) ?? false
}

function isWord({ candidate, knowledge }: Suspect): boolean {
  const code = candidate.code ?? ''
  return candidate.kind === 'failure' && !/^-?\d+$/.test(code) && !knowledge.has(code)
}

/** The candidate's brackets, or brackets around them within two levels, carry this label. */
function isUnder({ group }: Candidate, label: string): boolean {
  const labels = [group?.label, group?.parent?.label, group?.parent?.parent?.label]
  return labels.some((found) => found?.toLowerCase() === label)
}
