import type { NodemailerError } from 'nodemailer'
import type { DeliveryFailure } from '../types/outbox.ts'

/**
 * At which stage of the SMTP dialogue a delivery failed. `rejected` only for a 5xx to RCPT or DATA: everything else
 * can be repaired at either end while the mail waits.
 */
export function failureOf(error: NodemailerError): DeliveryFailure {
  if (isAuth(error)) return 'auth'
  if (isTls(error)) return 'tls'
  switch (error.code) {
    case 'ETIMEDOUT':
    case 'EABORT':
      return 'timeout'
    case 'EDNS':
    case 'ESOCKET':
    case 'ECONNECTION':
      return 'connect'
    case 'EPROTOCOL':
      return 'greeting'
    default:
      return replyOf(error)
  }
}

/** A 4xx, or a 5xx to RCPT or DATA, whatever nodemailer calls the error. */
function replyOf({ responseCode = 0, command }: NodemailerError): DeliveryFailure {
  if (responseCode >= 400 && responseCode < 500) return 'rejected_temporarily'
  // 503, bad sequence of commands, is about the session and not about the mail (RFC 5321, 4.2.3).
  if (responseCode >= 500 && responseCode !== 503 && MAIL_COMMANDS.has(command ?? ''))
    return 'rejected'
  return 'other'
}

/** Relays say «authentication required» at MAIL and RCPT too, with codes of their own (RFC 4954, section 6). */
function isAuth({ code, responseCode }: NodemailerError): boolean {
  return AUTH_ERRORS.has(code ?? '') || AUTH_REPLIES.has(responseCode ?? 0)
}

/** A refused certificate reaches us as a socket error that keeps OpenSSL's name for it. */
function isTls({ code, originalCode, message }: NodemailerError): boolean {
  return (
    TLS_ERRORS.has(code ?? '') || TLS_CAUSE.test(originalCode ?? '') || NO_STARTTLS.test(message)
  )
}

const MAIL_COMMANDS: ReadonlySet<string> = new Set(['RCPT TO', 'DATA'])
const AUTH_ERRORS: ReadonlySet<string> = new Set(['EAUTH', 'ENOAUTH', 'EOAUTH2'])
const AUTH_REPLIES: ReadonlySet<number> = new Set([530, 534, 535, 538])
const TLS_ERRORS: ReadonlySet<string> = new Set(['ETLS', 'EREQUIRETLS'])
const TLS_CAUSE = /CERT|SSL|TLS|EPROTO|SELF_SIGNED|ISSUER|UNABLE_TO_VERIFY/
/** nodemailer's word where a relay knows HELO only, so cannot offer STARTTLS. */
const NO_STARTTLS = /does not support required STARTTLS/
