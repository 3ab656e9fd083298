import type { Socket } from 'node:net'
import { simpleParser } from 'mailparser'
import { startRaw } from './relay.ts'

/** Where in a dialogue something goes wrong. `the answer`: the mail is taken, and the last 250 never comes. */
export const FAULTS = [
  'refuse the greeting',
  'hang up at the greeting',
  'hang up at MAIL',
  'put off at MAIL',
  'put off at RCPT',
  'hang up at RCPT',
  'put off at DATA',
  'put off the mail',
  'hang up within the mail',
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
  /** Goes wrong at the next mail; nothing goes wrong without it. */
  fail(fault: Fault | undefined): void
}

/** A relay that does at the next mail what it is told. */
export async function startFaultyRelay(): Promise<FaultyRelay> {
  const taken: string[] = []
  let fault: Fault | undefined
  const port = await startRaw((socket) => {
    converse(socket, {
      goesWrong(...wanted) {
        if (fault === undefined || !wanted.includes(fault)) return undefined
        const found = fault
        fault = undefined
        return found
      },
      async take(source) {
        const { messageId } = await simpleParser(source)
        taken.push(messageId ?? '')
      },
    })
  })
  return {
    port,
    taken,
    fail(next) {
      fault = next
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
    return goesWrong('hang up within the mail') ? HANG_UP : SILENCE
  }

  function command(line: string): Reply {
    const verb = line.slice(0, 4)
    if (verb === 'MAIL' && goesWrong('hang up at MAIL')) return HANG_UP
    if (verb === 'MAIL' && goesWrong('put off at MAIL')) return '450 later'
    if (verb === 'RCPT' && goesWrong('hang up at RCPT')) return HANG_UP
    if (verb === 'RCPT' && goesWrong('put off at RCPT')) return '450 greylisted'
    if (verb === 'DATA' && goesWrong('put off at DATA')) return '451 busy'
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

  void say(goesWrong('hang up at the greeting') ? HANG_UP : greeting(goesWrong))
  socket.on('data', (bytes) => {
    const lines = `${rest}${bytes}`.split('\r\n')
    rest = lines.pop() ?? ''
    for (const line of lines) void say(answer(line))
  })
}

type Reply = string
const HANG_UP = 'hang up'
const SILENCE = ''

function greeting(goesWrong: Script['goesWrong']): Reply {
  return goesWrong('refuse the greeting') ? '554 no' : '220 hello'
}
