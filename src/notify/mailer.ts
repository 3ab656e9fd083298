import type { NodemailerError } from 'nodemailer'
import type { EmailReceiver } from '../types/config.ts'
import type { Delivery, OutboxEntry } from '../types/outbox.ts'
import type { OwnedSender } from './delivery.ts'
import { failureOf } from './failure.ts'
import { messageOf } from './message.ts'
import { withoutSecrets } from './redact-detail.ts'
import { afterReplies } from './replies.ts'
import { type Failure, isFailure, readSecrets, type Secrets } from './secrets.ts'
import { openTransport, SMTP_TIMEOUTS, type SmtpTimeouts, type Transport } from './transport.ts'

/** Mails of one receiver over its relay. Owns the connection: `close` it. */
export function createMailer(
  receiver: EmailReceiver,
  timeouts: SmtpTimeouts = SMTP_TIMEOUTS,
): OwnedSender {
  const { smtp } = receiver.email
  let connection: Connection | undefined

  /** The connection that is there, unless a secret has changed since it was opened. */
  function connectionFor(secrets: Secrets): Connection {
    if (connection && sameSecrets(connection.secrets, secrets)) return connection
    connection?.transport.close()
    connection = { transport: openTransport(smtp, secrets, timeouts), secrets }
    return connection
  }

  return {
    async send(entry) {
      const secrets = await readSecrets(smtp)
      if (isFailure(secrets)) return { entry: entry.id, outcome: 'failed', ...secrets }
      const { transport } = connectionFor(secrets)
      const delivery = await sendOver(transport, receiver, entry, timeouts)
      return withoutSecrets(delivery, smtp.user, secrets)
    },
    async verify() {
      const secrets = await readSecrets(smtp)
      if (isFailure(secrets)) return secrets
      const failure = await verifyOver(connectionFor(secrets).transport)
      return failure && withoutSecrets(failure, smtp.user, secrets)
    },
    close() {
      connection?.transport.close({ force: true })
      connection = undefined
    },
  }
}

interface Connection {
  readonly transport: Transport
  readonly secrets: Secrets
}

async function sendOver(
  transport: Transport,
  receiver: EmailReceiver,
  entry: OutboxEntry,
  timeouts: SmtpTimeouts,
): Promise<Delivery> {
  const signal = AbortSignal.timeout(timeouts.whole)
  try {
    const { rejectedErrors } = await transport.sendMail({ ...messageOf(receiver, entry), signal })
    if (rejectedErrors?.length) return afterReplies(entry.id, rejectedErrors, true)
    return { entry: entry.id, outcome: 'sent' }
  } catch (thrown) {
    const error = asMailError(thrown)
    if (error.rejectedErrors?.length) return afterReplies(entry.id, error.rejectedErrors, false)
    return { entry: entry.id, outcome: 'failed', ...asFailure(error) }
  }
}

async function verifyOver(transport: Transport): Promise<Failure | undefined> {
  try {
    await transport.verify()
    return undefined
  } catch (thrown) {
    return asFailure(asMailError(thrown))
  }
}

function asFailure(error: NodemailerError): Failure {
  return { reason: failureOf(error), detail: error.message }
}

/** The border: nodemailer's promises reject with its own errors, whose extra fields are all optional. */
function asMailError(thrown: unknown): NodemailerError {
  return thrown instanceof Error ? thrown : new Error(String(thrown))
}

function sameSecrets(a: Secrets, b: Secrets): boolean {
  return a.password === b.password && a.ca === b.ca && a.cert === b.cert && a.key === b.key
}
