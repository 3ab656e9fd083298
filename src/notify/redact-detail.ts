import { cleanLine } from './clean.ts'
import type { Secrets } from './secrets.ts'

/** The same result with clean words: relays quote what they were sent, a login included. */
export function withoutSecrets<T extends { readonly detail?: string; readonly refused?: string }>(
  result: T,
  user: string | undefined,
  { password }: Secrets,
): T {
  const redact = (words: string) => cleanLine(hide(words, user ?? '', password ?? ''), DETAIL_MAX)
  return {
    ...result,
    ...(result.detail !== undefined && { detail: redact(result.detail) }),
    ...(result.refused !== undefined && { refused: redact(result.refused) }),
  }
}

/** As AUTH PLAIN and AUTH LOGIN send the password, and as it stands; the longer first, for they share their ends. */
function hide(words: string, user: string, password: string): string {
  if (password === '') return words
  const spellings = [base64(`\0${user}\0${password}`), base64(password), password]
  return spellings.reduce((text, spelling) => text.replaceAll(spelling, '***'), words)
}

function base64(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64')
}

/** Characters of a relay's answer that are worth a log line. */
const DETAIL_MAX = 300
