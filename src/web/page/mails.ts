import { html } from 'hono/html'
import { plural } from '../../text/plural.ts'
import type { MailView, StatusView } from '../status.ts'
import { fold, type Html, moment, section, table } from './parts.ts'

/** What people were told, and what still waits to reach them. */
export function mailSection({ mails, now }: StatusView): Html {
  const rows = mails.map((mail) => row(mail, now))
  const others = rows.slice(MAILS_SHOWN)
  const body =
    rows.length === 0
      ? html`<p class="quiet">None so far.</p>`
      : html`${table('Mails and other notifications, the latest first', COLUMNS, rows.slice(0, MAILS_SHOWN))}
${others.length === 0 ? '' : fold('mails-more', `${plural(others.length, 'earlier one')}`, table('Earlier ones', COLUMNS, others))}`
  return section('mails', 'Mails', body)
}

const MAILS_SHOWN = 6

const COLUMNS = [{ title: 'When (UTC)' }, { title: 'What' }]

function row({ at, receiver, kind, subject, state, lastError }: MailView, now: Date): Html {
  const error = lastError === undefined ? '' : `: ${lastError}`
  return html`<tr><th scope="row" class="when">${moment(at, now)}</th>
<td>${subject}<span class="more"><span class="state ${state}">${STATES[state]}</span>, ${kind} to ${receiver}${error}</span></td></tr>`
}

const STATES: Readonly<Record<MailView['state'], string>> = {
  waiting: 'waits',
  failing: 'fails, is tried again',
  sent: 'sent',
  given_up: 'given up',
}
