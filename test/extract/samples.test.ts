import { expect, test } from 'vitest'
import { readSamples } from './samples.ts'
import { readThrough } from './through.ts'

const SAMPLES = readSamples()

test('there are samples of both kinds', () => {
  expect(SAMPLES.filter(({ answers }) => answers.length > 0).length).toBeGreaterThan(150)
  expect(SAMPLES.filter(({ answers }) => answers.length === 0).length).toBeGreaterThan(100)
})

test.for(SAMPLES)('$name', ({ text, answers }) => {
  const { responses } = readThrough(`${text}\n`)
  const found = responses.map(({ success, code, line }) => ({ code: success ? 'ok' : code, line }))
  expect(found).toEqual(answers.map(({ code, line }) => ({ code, line })))
  answers.forEach(({ message }, index) => {
    if (message !== undefined) expect(responses[index]?.message).toBe(message)
  })
})
