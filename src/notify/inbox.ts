import { mkdir, open, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server'
import { type Millis, SECOND } from '../types/time.ts'
import { glimpse } from './glimpse.ts'

export interface InboxOptions {
  /** Made if it is not there. */
  readonly directory: string
  /** 0, the default, takes a free port. */
  readonly port?: number
  readonly host?: string
  readonly now: () => Millis
  readonly onMail: (mail: ReceivedMail) => void
}

export interface ReceivedMail {
  readonly subject: string
  readonly from: string
  readonly to: readonly string[]
  /** Where it is kept, byte for byte as it came. */
  readonly file: string
  /** Of its plain text, at most ten; [] where it has none that we can read. */
  readonly firstLines: readonly string[]
}

export interface Inbox {
  readonly host: string
  readonly port: number
  close(): Promise<void>
}

/**
 * A mail server for runs without one: takes every mail from this host and keeps it as a file. A mail that was
 * answered with 250 is on the disk.
 */
export async function createInbox(options: InboxOptions): Promise<Inbox> {
  const { directory, host = '127.0.0.1', port = 0 } = options
  await mkdir(directory, { recursive: true })
  let received = 0
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    banner: 'tuyawatch keeps what you send',
    size: MAIL_BYTES_MAX,
    maxClients: CLIENTS_MAX,
    socketTimeout: SOCKET_TIMEOUT,
    closeTimeout: SECOND,
    onData(stream, session, answer) {
      received += 1
      receive(stream, session, received, options).then(
        () => answer(null),
        (error: unknown) => answer(error instanceof Error ? error : new Error(String(error))),
      )
    },
  })
  // A client that breaks off is its own trouble; without a listener it would be the process's.
  server.on('error', () => undefined)
  return { host, port: await listen(server, port, host), close: () => close(server) }
}

async function receive(
  stream: SMTPServerDataStream,
  { envelope }: SMTPServerSession,
  number: number,
  { directory, now, onMail }: InboxOptions,
): Promise<void> {
  const bytes = await buffer(stream)
  if (stream.sizeExceeded) throw Object.assign(new Error('too large'), { responseCode: 552 })
  const { subject, firstLines } = glimpse(bytes)
  const file = join(directory, fileName(now(), number, subject))
  await writeDurably(file, bytes)
  const from = envelope.mailFrom ? envelope.mailFrom.address : ''
  onMail({ subject, from, to: envelope.rcptTo.map(({ address }) => address), file, firstLines })
}

/** `2026-11-24T10-15-30.123Z-0001-tuyawatch-token-failing.eml`: sorts by time, readable in a listing. */
function fileName(at: Millis, number: number, subject: string): string {
  const time = new Date(at).toISOString().replaceAll(':', '-')
  const words = subject.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '')
  return `${time}-${String(number).padStart(4, '0')}-${words.slice(0, NAME_CHARACTERS_MAX) || 'mail'}.eml`
}

/** All of it or nothing under that name, and on the disk. */
async function writeDurably(file: string, bytes: Uint8Array): Promise<void> {
  const unfinished = `${file}.part`
  await using handle = await open(unfinished, 'wx')
  await handle.writeFile(bytes)
  await handle.sync()
  await rename(unfinished, file)
}

function listen(server: SMTPServer, port: number, host: string): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>()
  server.server.once('error', reject)
  server.listen(port, host, () => {
    const address = server.server.address()
    resolve(typeof address === 'object' && address ? address.port : port)
  })
  return promise
}

function close(server: SMTPServer): Promise<void> {
  return new Promise((resolve) => server.close(resolve))
}

/** Our own mails have some 20 KB; more is somebody else's. */
const MAIL_BYTES_MAX = 5 * 1024 * 1024
const CLIENTS_MAX = 10
const SOCKET_TIMEOUT: Millis = 30 * SECOND
/** Within the 255 bytes of a file name, with time and number, in any script. */
const NAME_CHARACTERS_MAX = 50
