import type { Evidence } from '../types/record.ts'
import type { Candidate } from './candidate.ts'
import { type Knowledge, knowsMessage } from './knowledge.ts'

/** What is known of the record and the file around a candidate. */
export interface Surroundings {
  readonly knowledge: Knowledge
  /** The record names Tuya: a host, a logger, a path, a package. */
  readonly tuyaWord: boolean
  /** The file named it within the last `TUYA_NEAR_LINES` lines. */
  readonly tuyaNear: boolean
}

/** The sum of weights from which a candidate is believed to be Tuya's. */
export const WEIGHT_MIN = 3

/**
 * How much each sign says. What only Tuya prints suffices alone; what others print too needs company: a number of the
 * table (Zoom, MySQL, Meross, WebSocket use them too) or the keys code and msg (half of the world's APIs) never do.
 */
const WEIGHTS: Readonly<Record<Evidence, number>> = {
  tid: 3,
  known_message: 3,
  client_template: 3,
  user_pattern: 3,
  t: 2,
  tuya_word: 2,
  envelope: 1,
  known_code: 1,
  tuya_nearby: 1,
}

/** Codes of eight characters and more (28841002, -9999999, USER_SESSION_INVALID) are nobody else's. */
const OWN_CODE_CHARS_MIN = 8
const OWN_CODE_WEIGHT = 3

/** Every sign that speaks for the candidate. */
export function evidenceOf(candidate: Candidate, around: Surroundings): readonly Evidence[] {
  return SIGNS.filter(([, holds]) => holds(candidate, around)).map(([evidence]) => evidence)
}

export function weightOf(evidence: readonly Evidence[], code = ''): number {
  return evidence.reduce((sum, sign) => sum + weight(sign, code), 0)
}

function weight(sign: Evidence, code: string): number {
  if (sign === 'known_code' && code.length >= OWN_CODE_CHARS_MIN) return OWN_CODE_WEIGHT
  return WEIGHTS[sign]
}

type Sign = readonly [Evidence, (candidate: Candidate, around: Surroundings) => boolean]

const SIGNS: readonly Sign[] = [
  ['envelope', hasEnvelope],
  ['tid', ({ tid }) => tid !== undefined],
  ['t', ({ t }) => t !== undefined],
  ['known_code', ({ code }, { knowledge }) => code !== undefined && knowledge.has(code)],
  [
    'known_message',
    ({ code, message }, { knowledge }) =>
      code !== undefined && message !== undefined && knowsMessage(knowledge, code, message),
  ],
  ['user_pattern', ({ user }) => user !== undefined],
  ['client_template', ({ client }) => client?.trust === 'own'],
  ['tuya_word', (_candidate, { tuyaWord }) => tuyaWord],
  ['tuya_nearby', (_candidate, { tuyaWord, tuyaNear }) => tuyaNear && !tuyaWord],
]

/** The keys of Tuya's envelope, in one of its two dialects, and none that it never has. */
function hasEnvelope({ kind, group, t, tid }: Candidate): boolean {
  if (!group || STRANGERS.some((key) => group.keys.has(key))) return false
  if (kind === 'success') {
    const signed = t !== undefined || tid !== undefined
    return (
      group.keys.has('result') && (signed || [...group.keys].every((key) => SUCCESS_KEYS.has(key)))
    )
  }
  return DIALECTS.some((dialect) => dialect.every((key) => group.keys.has(key)))
}

/** OpenAPI and device-sharing; the mobile apps' API. */
const DIALECTS: readonly (readonly string[])[] = [
  ['code', 'msg'],
  ['errorcode', 'errormsg'],
]

/** A success without time and id could be anybody's, if it has any other key. */
const SUCCESS_KEYS: ReadonlySet<string> = new Set([
  'result',
  'success',
  't',
  'tid',
  'code',
  'msg',
  'status',
  'timestamp',
])

/** Beside code and msg these are seen in other vendors' envelopes and in loggers' own lines. */
const STRANGERS: readonly string[] = [
  'data',
  'time',
  'errors',
  'requestid',
  'traceid',
  'errcode',
  'level',
]
