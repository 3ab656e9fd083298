import { appendFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { AbsentCondition } from '../../src/types/rule.ts'
import { MINUTE, SECOND } from '../../src/types/time.ts'
import { failure, foreign, success } from '../support/answers.ts'
import { temporaryDirectory } from '../support/directory.ts'
import { startEngine } from '../support/engine.ts'
import { NOON, rule } from '../support/events.ts'

const MINUTES = 2

/** An application that calls every five seconds for a minute and then does something else; the mails about it. */
function mailsOf(what: AbsentCondition['what'], later: (at: number) => string | undefined) {
  const directory = temporaryDirectory()
  const log = join(directory, 'log', 'app.log')
  mkdirSync(join(directory, 'log'), { recursive: true })
  const rules = [rule({ condition: { kind: 'absent', what }, windowMs: MINUTES * MINUTE })]
  const mails: { subject: string; text: string; at: number }[] = []
  const engine = startEngine(directory, rules, {
    posted: ({ mail: { subject, text } }, { at }) => mails.push({ subject, text, at }),
  })
  for (let at = NOON; at <= NOON + 5 * MINUTE; at += SECOND) {
    const line = at < NOON + MINUTE ? success(at) : later(at)
    if (line !== undefined && at % (5 * SECOND) === 0) appendFileSync(log, `${line}\n`)
    engine.tick(at)
  }
  engine.crash()
  return mails
}

test.for<{
  what: AbsentCondition['what']
  later: (at: number) => string | undefined
  says: RegExp
  why: string
}>([
  {
    ...{ what: 'response', later: () => undefined, why: 'the application is silent' },
    says: /no new lines either/,
  },
  {
    ...{ what: 'response', later: foreign, why: 'it logs, but no answer can be read' },
    says: /The log goes on, but no answer/,
  },
  {
    ...{ what: 'success', why: 'all answers are errors' },
    later: (at) => failure(1010, 'token invalid', at),
    says: /all of them are errors/,
  },
])('absent $what: $why, and the mail says so', ({ what, later, says }) => {
  const mails = mailsOf(what, later)
  const [first, ...others] = mails
  expect(others).toEqual([])
  expect(first?.text.replaceAll('\n', ' ')).toMatch(says)
  expect(Math.round(((first?.at ?? 0) - NOON) / MINUTE)).toBe(1 + MINUTES)
})

test('absent line is told only when nothing at all is written', () => {
  expect(mailsOf('line', foreign)).toEqual([])
  expect(mailsOf('line', () => undefined)).toHaveLength(1)
})
