import type { Socket } from 'node:net'
import { simpleParser } from 'mailparser'
import { startRaw } from './relay.ts'

/** Where in a dialogue something goes wrong. `the answer`: the mail is taken, and the last 250 never comes. */
export const FAULTS = [
  'refuse the greeting',
  'hang up at the greeting',
  'hang at the greeting',
  'drip at the greeting',
  'hang up at MAIL',
  'hang at MAIL',
  'put off at MAIL',
  'refuse at MAIL',
  'put off at RCPT',
  'hang up at RCPT',
  'hang at RCPT',
  'put off at DATA',
  'hang at DATA',
  'put off the mail',
  'hang up within the mail',
  'hang within the mail',
  'hang up before the answer',
  'hang before the answer',
] as const
export type Fault = (typeof FAULTS)[number]

/** Faults after which the relay has the mail and the sender does not know it. */
export const TAKEN: readonly Fault[] = ['hang up before the answer', 'hang before the answer']

export interface FaultyRelay {
  readonly port: number
  /** Message-IDs of the mails that it took, in order, also of those whose answer was lost. */
  readonly taken: readonly string[]
  /** The same mails with what they tell. */
  readonly mails: readonly TakenMail[]
  /** Goes wrong at the next mail; nothing goes wrong without it. Resolves when it has gone wrong. */
  fail(fault: Fault | undefined): Promise<void>
}

export interface TakenMail {
  readonly id: string
  readonly incident: string
  readonly kind: string
}

/** A relay that does at the next mail what it is told. */
export async function startFaultyRelay(): Promise<FaultyRelay> {
  const taken: string[] = []
  const mails: TakenMail[] = []
  let fault: Fault | undefined
  let happened = Promise.withResolvers<void>()
  const port = await startRaw((socket) => {
    converse(socket, {
      goesWrong(...wanted) {
        if (fault === undefined || !wanted.includes(fault)) return undefined
        const found = fault
        fault = undefined
        happened.resolve()
        return found
      },
      async take(source) {
        const { messageId: id = '', headers } = await simpleParser(source)
        taken.push(id)
        const [incident, kind] = ['incident', 'kind'].map((name) =>
          String(headers.get(`x-tuyawatch-${name}`)),
        )
        mails.push({ id, incident: incident ?? '', kind: kind ?? '' })
      },
    })
  })
  return {
    port,
    taken,
    mails,
    fail(next) {
      fault = next
      happened = Promise.withResolvers()
      return happened.promise
    },
  }
}

interface Script {
  /** The fault, once, if it is one of these. */
  goesWrong(...wanted: readonly Fault[]): Fault | undefined
  take(source: string): Promise<void>
}

function converse(socket: Socket, { goesWrong, take }: Script): void {
  let rest = ''
  let mail: string[] | undefined

  function answer(line: string): Promise<Reply> | Reply {
    if (mail === undefined) return command(line)
    if (line === '.') return end(mail)
    mail.push(line)
    if (goesWrong('hang up within the mail')) return HANG_UP
    if (goesWrong('hang within the mail')) socket.pause()
    return SILENCE
  }

  function command(line: string): Reply {
    const verb = line.slice(0, 4)
    const fault = goesWrong(...(AT[verb] ?? []))
    if (fault !== undefined) return ANSWERS[fault] ?? SILENCE
    if (verb === 'DATA') mail = []
    return verb === 'DATA' ? '354 go on' : '250 fine'
  }

  async function end(lines: readonly string[]): Promise<Reply> {
    mail = undefined
    const fault = goesWrong('put off the mail', ...TAKEN)
    if (fault === 'put off the mail') return '451 not now'
    await take(lines.join('\r\n'))
    if (fault === 'hang before the answer') return SILENCE
    return fault === undefined ? '250 taken' : HANG_UP
  }

  async function say(reply: Promise<Reply> | Reply): Promise<void> {
    const words = await reply
    if (words === HANG_UP) socket.destroy()
    else if (words !== SILENCE) socket.write(`${words}\r\n`)
  }

  const atGreeting = goesWrong(...AT_GREETING)
  if (atGreeting === 'drip at the greeting') drip(socket)
  else void say(atGreeting ? (ANSWERS[atGreeting] ?? SILENCE) : '220 hello')
  socket.on('data', (bytes) => {
    const lines = `${rest}${bytes}`.split('\r\n')
    rest = lines.pop() ?? ''
    for (const line of lines) void say(answer(line))
  })
}

type Reply = string
const HANG_UP = 'hang up'
const SILENCE = ''

const AT_GREETING: readonly Fault[] = [
  'refuse the greeting',
  'hang up at the greeting',
  'hang at the greeting',
  'drip at the greeting',
]
const AT: Readonly<Record<string, readonly Fault[]>> = {
  MAIL: ['hang up at MAIL', 'hang at MAIL', 'put off at MAIL', 'refuse at MAIL'],
  RCPT: ['hang up at RCPT', 'hang at RCPT', 'put off at RCPT'],
  DATA: ['put off at DATA', 'hang at DATA'],
}

/** What is said at a fault; nothing where it hangs. */
const ANSWERS: Partial<Readonly<Record<Fault, Reply>>> = {
  'refuse the greeting': '554 no',
  'hang up at the greeting': HANG_UP,
  'hang up at MAIL': HANG_UP,
  'put off at MAIL': '450 later',
  'refuse at MAIL': '550 not yours',
  'hang up at RCPT': HANG_UP,
  'put off at RCPT': '450 greylisted',
  'put off at DATA': '451 busy',
}

/** Never silent for long, and never done. */
function drip(socket: Socket): void {
  socket.write('220-')
  const dripping = setInterval(() => socket.write('x'), 20)
  socket.on('close', () => clearInterval(dripping))
}
