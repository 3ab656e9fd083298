import type { DeliveryFailure } from '../types/outbox.ts'

/** What a failure of a delivery means, and where to look: two sentences for who set the receiver up. */
export const FAILURE_WORDS: Readonly<Record<DeliveryFailure, readonly [string, string]>> = {
  connect: [
    'No connection came about, or it broke.',
    'Check host and port, that the server runs, and that no firewall stands between.',
  ],
  tls: [
    'No encrypted connection could be made.',
    'Check the TLS mode, the certificate of the server and its name, and the certificate authority that signed it (ca_file).',
  ],
  auth: [
    'The server did not accept who we are.',
    'Check the user and the password or its file; many providers want a password made for programs.',
  ],
  greeting: [
    'What answers there does not want to talk to us, or is no mail server.',
    'Check the port, and whether the server takes mails from this host.',
  ],
  timeout: [
    'The server did not answer in time.',
    'Check the port: a TLS port waits for encryption from the start (tls: implicit).',
  ],
  rejected_temporarily: [
    'The server put it off.',
    'Alerts are tried again by themselves; run this test again in a few minutes.',
  ],
  rejected: [
    'The server refused it for good.',
    'Check the addresses of sender and recipients, and whether the server may send for them.',
  ],
  expired: ['It could not be delivered for days.', 'Check what the attempts before said.'],
  other: ['Something else is wrong.', 'The words of the server or the system say what.'],
}
