import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parse, stringify } from 'yaml'
import { loadConfig } from '../../src/config/load.ts'
import { machine } from './machine.ts'

const text = readFileSync('config/tuyawatch-full.yaml', 'utf8')
const example: unknown = parse(text)

/** Either a configuration, or problems that each have a place; never an exception. */
function expectSense(mutated: string): void {
  const checked = loadConfig({ file: 'c.yaml', text: mutated }, machine())
  if (checked.ok) return
  for (const { line, column, message } of checked.problems) {
    expect(line, message).toBeGreaterThan(0)
    expect(column, message).toBeGreaterThan(0)
    expect(message).not.toBe('')
  }
}

/** Values that a person might write at the wrong place. */
const value = fc.oneof(
  fc.constantFrom(null, '', '5m', 'none', '${', `\${NOWHERE}`, '-', {}, [], [null], [[]]),
  fc.constantFrom({ count: 1 }, ['ops'], { name: 'x' }, '__proto__', 'default', 'a@b', '(', 1e99),
  fc.jsonValue(),
)

test('a value that is changed, added or gone gives a configuration or problems with their places', () => {
  const change = fc.record({ steps: fc.array(fc.nat(30), { maxLength: 6 }), key: key(), value })
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), (changes) => {
      const mutated = changes.reduce((data, { steps, key, value }) => {
        return changed(data, steps, key, value)
      }, example)
      expectSense(stringify(mutated))
    }),
    { numRuns: 300 },
  )
})

test('a text with a piece cut out or put in gives a configuration or problems with their places', () => {
  const piece = fc.oneof(
    fc.string({ maxLength: 4 }),
    fc.constantFrom(
      '&a ',
      '*a',
      '&a [*a]',
      ': ',
      '- ',
      '{',
      '}',
      '"',
      '\n',
      '\t',
      '!!set ',
      '<<: *a',
      '---\n',
    ),
  )
  fc.assert(
    fc.property(fc.nat(text.length), fc.nat(20), piece, (at, cut, put) => {
      expectSense(text.slice(0, at) + put + text.slice(at + cut))
    }),
    { numRuns: 300 },
  )
})

function key(): fc.Arbitrary<string> {
  return fc.constantFrom('name', 'path', 'count', 'ratio', 'window', 'match', 'notify', 'extra')
}

/** Goes down by the steps as far as they lead and puts the value there: in place of a child, or under a key. */
function changed(data: unknown, [step, ...steps]: number[], key: string, value: unknown): unknown {
  if (step === undefined) return value
  if (Array.isArray(data)) {
    const at = step % (data.length + 1)
    return data.toSpliced(at, 1, changed(data[at], steps, key, value))
  }
  if (typeof data !== 'object' || data === null) return value
  const names = [...Object.keys(data), key]
  const name = names[step % names.length] ?? key
  const child: unknown = Object.entries(data).find(([known]) => known === name)?.[1]
  return { ...data, [name]: changed(child, steps, key, value) }
}
