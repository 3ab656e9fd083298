import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'
import type { Random } from '../../src/demo/random.ts'

/** A relay that refuses some mails for a moment, and looks whether anything is told twice. */
export interface MailRelay {
  readonly port: number
  readonly received: () => number
  /** What was told under more than one Message-ID. */
  readonly toldTwice: () => readonly string[]
  close(): Promise<void>
}

/** One mail of this many is refused for a moment. */
const REFUSED_EVERY = 8

export async function startMailRelay(random: Random): Promise<MailRelay> {
  const told = new Map<string, Set<string>>()
  let received = 0
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData(stream, _session, done) {
      simpleParser(stream).then((mail) => {
        if (random.between(1, REFUSED_EVERY) === 1) {
          done(Object.assign(new Error('try again later'), { responseCode: 451 }))
          return
        }
        received += 1
        const kind = mail.headers.get('x-tuyawatch-kind')
        const name = `${mail.headers.get('x-tuyawatch-incident')} ${kind}`
        // Updates and reminders of one incident are several by nature.
        if (kind === 'firing' || kind === 'resolved' || kind === 'digest')
          told.set(name, (told.get(name) ?? new Set()).add(mail.messageId ?? ''))
        done()
      }, done)
    },
  })
  server.on('error', () => {
    // A connection that a kill cut off.
  })
  const listening = server.listen(0, '127.0.0.1')
  await once(listening, 'listening')
  const { port } = listening.address() as AddressInfo
  return {
    port,
    received: () => received,
    toldTwice: () => [...told].filter(([, ids]) => ids.size > 1).map(([name]) => name),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
