import type { DeliveryFailure } from '../types/outbox.ts'
import type { Failure } from './secrets.ts'

/** What is wrong, and where to look: two sentences for who set the receiver up. */
export type FailureWords = readonly [meaning: string, hint: string]

/** As closely as the words of server and system allow. */
export function failureWords({ reason, detail }: Failure): FailureWords {
  const known = KNOWN.find(([of, words]) => of.includes(reason) && words.test(detail))
  return known ? [known[2], known[3]] : FAILURE_WORDS[reason]
}

type Known = readonly [of: readonly DeliveryFailure[], words: RegExp, ...FailureWords]

/** Words of Node, OpenSSL, nodemailer and of relays, the surest first. */
const KNOWN: readonly Known[] = [
  [
    ['auth', 'tls', 'other'],
    /^cannot read /,
    'A file that the configuration names cannot be read.',
    'Check its path, and its owner and mode for the user that tuyawatch runs as.',
  ],
  [
    ['connect'],
    /ENOTFOUND|EAI_AGAIN/,
    'Nobody knows an address for this host.',
    'Check the spelling of the host, and whether this machine can resolve names.',
  ],
  [
    ['connect'],
    /ECONNREFUSED/,
    'Nobody listens at this port.',
    'Check the port, and that the server runs.',
  ],
  [
    ['tls'],
    /STARTTLS/,
    'The relay offers no encryption, or something on the way hides it; nothing is sent without.',
    'Check the port: 465 wants tls: implicit. Only for a relay that you trust the way to: tls: none.',
  ],
  [
    ['tls'],
    /altnames/i,
    'The certificate is for another name than that of the host.',
    'Use the name in the certificate as the host, or set server_name.',
  ],
  [
    ['tls'],
    /expired/i,
    'The certificate of the server has expired.',
    'Have it renewed; until then messages wait.',
  ],
  [
    ['tls'],
    /self.signed|unable to (?:verify|get)|issuer/i,
    'The certificate is signed by nobody who is trusted here.',
    'Give the certificate of who signed it: ca_file for mail, NODE_EXTRA_CA_CERTS for the process otherwise.',
  ],
  [
    ['tls'],
    /wrong version number|packet length|unknown protocol/i,
    'The server does not speak TLS from the first byte.',
    'tls: implicit is for port 465; port 587 wants tls: starttls. For a URL: is it http instead of https?',
  ],
  [
    ['auth'],
    /unencrypted/,
    'A login is configured for a connection without encryption.',
    'Set tls: starttls or tls: implicit.',
  ],
  [
    ['auth'],
    /\b530\b|authentication required/i,
    'The relay takes mails only after a login.',
    'Set user and password_file.',
  ],
  [
    ['greeting'],
    /HTTP\//,
    'A web server answers there, and no mail server.',
    'Check host and port of smtp.',
  ],
  [
    ['rejected_temporarily'],
    /gr[ae]y-?list/i,
    'The relay puts off whom it does not know yet (greylisting), and takes the mail when it is sent again.',
    'Nothing is to be done: alerts are tried again by themselves. Run this test again in a few minutes.',
  ],
  [
    ['rejected'],
    /relay(?:ing)?\b.{0,20}\bdenied|not permitted to relay/i,
    'The relay does not carry mails to these recipients for us.',
    'Allow this host at the relay, or set user and password_file.',
  ],
  [
    ['rejected'],
    /no such|(?:user|mailbox|recipient|account).{0,40}(?:unknown|not found|not exist|unavailable)/i,
    'A recipient does not exist.',
    'Check the addresses in to.',
  ],
  [
    ['rejected'],
    /HTTP \d/,
    'The server finds something wrong with the message itself.',
    'Check that format is what this address wants: json, slack or teams.',
  ],
  [
    ['other'],
    /HTTP 3\d\d/,
    'The server sends us elsewhere, and redirects are not followed.',
    'Use the address that it leads to.',
  ],
  [
    ['other'],
    /HTTP 4(?:04|05|10)/,
    'The server knows no such address, or no longer.',
    'Check the URL; where the channel or the app of a chat was removed, make a new webhook.',
  ],
  [
    ['other'],
    /^Mail command failed: 5/,
    'The relay takes no mails from this sender.',
    'Check from, and whether this host or login may send for that address.',
  ],
  [
    ['other'],
    /no http or https URL/,
    'The file of the URL holds none.',
    'Put the whole address into it, from https:// on, and nothing else.',
  ],
]

/** What is left to say where the words say nothing more. */
const FAILURE_WORDS: Readonly<Record<DeliveryFailure, FailureWords>> = {
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
    'Check host and port, and whether a firewall swallows the connection. A mail port for TLS waits for encryption from the start (tls: implicit).',
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
