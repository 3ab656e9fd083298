import { describe, expect, test } from 'vitest'
import type { Response } from '../../../src/types/record.ts'
import { readThrough } from '../through.ts'
import { type Answer, DEVICE, NUMBERED, PATH } from './answers.ts'
import { CLIENTS, type Client } from './clients.ts'
import { FRAMINGS, interleaved, type Written } from './framings.ts'

describe.for(CLIENTS)('$client', (client) => {
  test.for(FRAMINGS)('in $framing', ({ writes }) => {
    for (const answer of client.answers ?? NUMBERED) {
      expectAnswer(client, answer, writes(client.prints(answer)))
    }
  })

  test('between the lines of another stream', () => {
    for (const answer of client.answers ?? NUMBERED) {
      expectAnswer(client, answer, interleaved(client.prints(answer)))
    }
  })
})

function expectAnswer(client: Client, answer: Answer, written: Written): void {
  const { responses } = readThrough(`${written.text}\n`)
  expect(responses, written.text).toEqual([
    expect.objectContaining(expected(client, answer, written)),
  ])
}

function expected(
  { line = 1, tells = ['message'], timeless }: Client,
  { code, message, t, tid }: Answer,
  { lineOf, time }: Written,
): Partial<Response> {
  const all = { message, t, tid, path: PATH, device: DEVICE }
  return {
    success: false,
    code,
    line: lineOf(line),
    ...(time === undefined || timeless ? {} : { lineTime: time }),
    ...Object.fromEntries(tells.map((key) => [key, all[key]])),
  }
}
