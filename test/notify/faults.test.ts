import type { Socket } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { createMailer } from '../../src/notify/mailer.ts'
import { SMTP_TIMEOUTS, type SmtpTimeouts } from '../../src/notify/transport.ts'
import type { Delivery, DeliveryFailure } from '../../src/types/outbox.ts'
import { outboxEntry, receiver } from './fixtures.ts'
import { startRaw } from './relay.ts'

const STAGES = ['greeting', 'EHLO', 'MAIL', 'RCPT', 'DATA', 'the mail'] as const
type Stage = (typeof STAGES)[number]

/** What a relay can do wrong at a stage: say nothing, hang up, drip, put it off, refuse for good. */
const FAULTS = ['hangs', 'hangs up', 'drips', 'says 451', 'says 554'] as const
type Fault = (typeof FAULTS)[number] | 'closes with 421'

/** Only a 5xx to RCPT, DATA or the mail itself ends an entry; all else is tried again. */
const EXPECTED: Readonly<
  Record<(typeof FAULTS)[number], Readonly<Record<Stage, DeliveryFailure>>>
> = {
  hangs: always('timeout'),
  'hangs up': always('connect'),
  drips: always('timeout'),
  'says 451': { ...always('rejected_temporarily'), greeting: 'greeting', EHLO: 'greeting' },
  'says 554': {
    ...always('rejected'),
    greeting: 'greeting',
    EHLO: 'greeting',
    MAIL: 'other',
  },
}

const CASES = FAULTS.flatMap((fault) =>
  STAGES.map((stage) => ({ fault, stage, reason: EXPECTED[fault][stage] })),
)

test.for(CASES)('a relay that $fault at $stage: $reason', async ({ fault, stage, reason }) => {
  expect(await sendTo(stage, fault)).toMatchObject({ outcome: 'failed', reason })
})

test.for(STAGES)('a relay that closes with 421 at %s is tried again', async (stage) => {
  const delivery = await sendTo(stage, 'closes with 421')
  expect(delivery).toMatchObject({
    outcome: 'failed',
    reason: expect.not.stringMatching(/^rejected$/),
  })
})

async function sendTo(stage: Stage, fault: Fault): Promise<Delivery> {
  const port = await startRaw((socket) => converse(socket, stage, fault))
  const slow = fault === 'hangs' || fault === 'drips'
  const mailer = createMailer(receiver({ port }), slow ? QUICK : SMTP_TIMEOUTS)
  onTestFinished(() => mailer.close())
  return mailer.send(outboxEntry())
}

const QUICK: SmtpTimeouts = { connect: 100, greeting: 100, silence: 100, whole: 400 }

/** A good dialogue up to the stage, and then the fault. */
function converse(socket: Socket, stage: Stage, fault: Fault): void {
  let inMail = false
  const say = (at: Stage, words: string) => {
    if (at === stage) commit(socket, fault)
    else socket.write(`${words}\r\n`)
  }
  say('greeting', '220 hello')
  socket.on('data', (bytes) => {
    const text = bytes.toString()
    if (inMail) {
      if (text.endsWith('\r\n.\r\n')) say('the mail', '250 taken')
      return
    }
    inMail = text.startsWith('DATA') && stage !== 'DATA'
    if (/^(EHLO|HELO)/.test(text)) say('EHLO', '250 fine')
    else if (text.startsWith('MAIL')) say('MAIL', '250 fine')
    else if (text.startsWith('RCPT')) say('RCPT', '250 fine')
    else if (text.startsWith('DATA')) say('DATA', '354 go on')
    else socket.end('221 bye\r\n')
  })
}

function commit(socket: Socket, fault: Fault): void {
  switch (fault) {
    case 'hangs':
      return
    case 'hangs up':
      socket.destroy()
      return
    case 'drips':
      drip(socket)
      return
    case 'says 451':
      socket.write('451 come back later\r\n')
      return
    case 'says 554':
      socket.write('554 never\r\n')
      return
    case 'closes with 421':
      socket.end('421 closing\r\n')
  }
}

/** Never silent for long, and never done. */
function drip(socket: Socket): void {
  socket.write('250-')
  const dripping = setInterval(() => socket.write('x'), 10)
  socket.on('close', () => clearInterval(dripping))
}

function always(reason: DeliveryFailure): Readonly<Record<Stage, DeliveryFailure>> {
  return {
    greeting: reason,
    EHLO: reason,
    MAIL: reason,
    RCPT: reason,
    DATA: reason,
    'the mail': reason,
  }
}
