import type { SendMailOptions } from 'nodemailer'
import type { EmailReceiver } from '../types/config.ts'
import type { OutboxEntry } from '../types/outbox.ts'
import { cleanLine } from './clean.ts'

/**
 * The message of an entry for nodemailer: the same at each attempt, but for its random MIME boundary, which nobody who
 * writes into a log can guess. Addresses come from the configuration only, never from a log.
 */
export function messageOf({ name, email }: EmailReceiver, entry: OutboxEntry): SendMailOptions {
  const { mail } = entry
  return {
    from: email.from,
    to: [...email.to],
    envelope: { from: email.from, to: [...(entry.to ?? email.to)] },
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    messageId: mail.messageId,
    // The root of the thread in every mail, the first included: relays may rewrite the id of a real first mail.
    references: [mail.threadId],
    inReplyTo: mail.threadId,
    date: new Date(entry.createdAt),
    headers: {
      'Auto-Submitted': 'auto-generated', // RFC 3834: no vacation reply, please
      'X-Auto-Response-Suppress': 'All', // the same for Exchange
      'List-Id': `tuyawatch alerts <${listLabel(name)}.tuyawatch.invalid>`, // RFC 2919: to filter by
      'X-Tuyawatch-Kind': entry.kind,
      'X-Tuyawatch-Incident': cleanLine(entry.incident, INCIDENT_MAX),
    },
    xMailer: false,
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}

function listLabel(receiver: string): string {
  return receiver.toLowerCase().replace(/[^a-z0-9]+/g, '-')
}

/** Characters; a header line may have 998 (RFC 5322). */
const INCIDENT_MAX = 120
