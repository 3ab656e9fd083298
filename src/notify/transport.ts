import { createTransport } from 'nodemailer'
import type { Smtp } from '../types/config.ts'
import { MINUTE, type Millis, SECOND } from '../types/time.ts'
import type { Secrets } from './secrets.ts'

/** How long each stage of a dialogue may take. */
export interface SmtpTimeouts {
  readonly connect: Millis
  readonly greeting: Millis
  /** Silence within the dialogue. */
  readonly silence: Millis
  /** The whole delivery: a relay that drips one byte a second is never silent. */
  readonly whole: Millis
}

/** nodemailer's own (two minutes to connect, ten of silence) are for newsletters; a second try is better than patience. */
export const SMTP_TIMEOUTS: SmtpTimeouts = {
  connect: 10 * SECOND,
  greeting: 10 * SECOND,
  silence: 30 * SECOND,
  whole: 2 * MINUTE,
}

export type Transport = ReturnType<typeof openTransport>

/** One connection at a time, kept open for the mails that are close behind. */
export function openTransport(smtp: Smtp, secrets: Secrets, timeouts: SmtpTimeouts) {
  return createTransport({
    pool: true,
    maxConnections: 1,
    // The outbox repeats, and nobody else: a mail whose connection broke may have been taken.
    maxRequeues: 0,
    idleTimeout: IDLE,
    host: smtp.host,
    port: smtp.port,
    secure: smtp.tls === 'implicit',
    requireTLS: smtp.tls === 'starttls',
    ignoreTLS: smtp.tls === 'none',
    ...(smtp.user !== undefined && { auth: { user: smtp.user, pass: secrets.password ?? '' } }),
    tls: {
      ...(secrets.ca !== undefined && { ca: secrets.ca }),
      ...(secrets.cert !== undefined && { cert: secrets.cert, key: secrets.key }),
      ...(smtp.serverName !== undefined && { servername: smtp.serverName }),
    },
    connectionTimeout: timeouts.connect,
    dnsTimeout: timeouts.connect,
    greetingTimeout: timeouts.greeting,
    socketTimeout: timeouts.silence,
    socketCloseTimeout: SECOND,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
}

/** Long enough for an outbox that empties, short enough to hold no connection of a small relay. */
const IDLE: Millis = 10 * SECOND
