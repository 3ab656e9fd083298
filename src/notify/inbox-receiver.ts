import type { EmailReceiver } from '../types/config.ts'
import type { Inbox } from './inbox.ts'

/** The receiver whose mails the embedded server takes: for runs that name no mail server. */
export function inboxReceiver({ host, port }: Inbox): EmailReceiver {
  const smtp = { host, port, tls: 'none' as const }
  return {
    name: 'inbox',
    email: { to: ['you@example.com'], from: 'tuyawatch@example.com', smtp },
  }
}
