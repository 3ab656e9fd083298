import type { Receiver } from '../types/config.ts'

/** How a receiver is told, in one line: `mail to ops@example.com by mail:587, STARTTLS`. */
export function receiverWords({ email: { to, smtp } }: Receiver): string {
  return `mail to ${to.join(', ')} by ${smtp.host}:${smtp.port}, ${TLS_WORDS[smtp.tls]}`
}

const TLS_WORDS = {
  implicit: 'TLS from the start',
  starttls: 'STARTTLS',
  none: 'not encrypted',
} as const
