import { createHash } from 'node:crypto'
import { type InstanceKey, keyOf } from '../types/alert.ts'
import type { Millis } from '../types/time.ts'

/** Characters of an incident's id, five bits each: 40 bits, for a thousand incidents a chance of one in two million that two share one. */
const ID_CHARS = 8

/** Crockford's base 32: no letters that look like digits, in lower case. https://www.crockford.com/base32.html */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'

/** The name of an incident in mails and URLs. It follows from what fires and when: a replay after a crash makes the same. */
export function incidentId(key: InstanceKey, firedAt: Millis): string {
  const hash = createHash('sha256')
    .update(`${keyOf(key)} ${firedAt}`)
    .digest()
  return Array.from(hash.subarray(0, ID_CHARS), (byte) => ALPHABET[byte % ALPHABET.length]).join('')
}
