import { expect, test } from 'vitest'
import * as z from 'zod'
import { checkYaml } from '../../src/yaml/check.ts'

const schema = z.strictObject({
  name: z.string().min(2),
  colour: z.enum(['red', 'green']).optional(),
  size: z.int().min(1).max(9).optional(),
  password: z.string().optional(),
  rules: z
    .array(z.strictObject({ window: z.string().regex(/^\d+s$/, 'expected seconds') }))
    .optional(),
  count: z.union([z.number(), z.strictObject({ warning: z.number() })]).optional(),
})

test('a text that fits is the typed value', () => {
  const checked = checkYaml('a.yaml', 'name: Ada\nrules: [{ window: 5s }]\n', schema)
  expect(checked).toEqual({ ok: true, value: { name: 'Ada', rules: [{ window: '5s' }] } })
})

test.for([
  { text: 'name: A', line: '1:7 name: expected at least 2 characters, got 1' },
  {
    text: 'name: Ada\ncolour: gren',
    line: '2:9 colour: expected one of red, green, got "gren"; did you mean green?',
  },
  { text: 'name: Ada\ncolor: red', line: '2:1 color: unknown key "color"; did you mean colour?' },
  {
    text: 'name: Ada\nzzz: 1',
    line: '2:1 zzz: unknown key "zzz", expected one of name, colour, size, password, rules, count',
  },
  { text: 'size: 3', line: '1:1 name: expected text, got nothing' },
  { text: 'name: Ada\nsize: 10', line: '2:7 size: expected at most 9, got 10' },
  { text: 'name: Ada\nsize: 1.5', line: '2:7 size: expected a whole number, got a number' },
  { text: 'name: Ada\nrules:\n  - window: 5m', line: '3:13 rules.0.window: expected seconds' },
  { text: 'name: Ada\nrules:\n  - {}', line: '3:5 rules.0.window: expected text, got nothing' },
  { text: 'name: Ada\ncount: many', line: '2:8 count: expected a number or a map, got text' },
  {
    text: 'name: Ada\ncount: { waring: 1 }',
    line: '2:8 count.warning: expected a number, got nothing',
  },
  { text: 'name: Ada\nname: Bob', line: '2:1 : Map keys must be unique' },
  { text: '', line: '1:1 : expected a map, got nothing' },
  {
    text: 'name: *nobody',
    line: '1:1 : Unresolved alias (the anchor must be set before the alias): nobody',
  },
])('$text -> $line', ({ text, line }) => {
  expect(problemsOf(text)).toContain(line)
})

test('all mistakes come at once, of YAML and of the schema, in the order of the file', () => {
  const text = 'nmae: Ada\nsize: 0\nsize: big\nrules: [{ window: x }, { widow: 1s }]\n'
  expect(problemsOf(text)).toEqual([
    '1:1 name: expected text, got nothing',
    '1:1 nmae: unknown key "nmae"; did you mean name?',
    '3:1 : Map keys must be unique',
    '3:7 size: expected a number, got text',
    '4:19 rules.0.window: expected seconds',
    '4:24 rules.1.window: expected text, got nothing',
    '4:26 rules.1.widow: unknown key "widow"; did you mean window?',
  ])
})

test('a broken structure is reported alone', () => {
  expect(problemsOf('name: [Ada\nsize: 0\n').join('\n')).not.toContain('size')
})

test('a value of the wrong type is not repeated, it may be a secret', () => {
  expect(problemsOf('name: Ada\npassword: 31337').join()).not.toContain('31337')
})

test('a few lines of aliases do not become a huge value', () => {
  const doubling = Array.from({ length: 30 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}]`)
  const problems = problemsOf(['a0: &a0 [x, x]', ...doubling].join('\n'))
  expect(problems).toEqual([expect.stringContaining('alias')])
})

test('a value behind an alias is reported where the anchor holds it', () => {
  const problems = problemsOf('name: Ada\nrules:\n  - &r { window: x }\n  - *r')
  expect(problems).toEqual([
    '3:18 rules.0.window: expected seconds',
    '3:18 rules.1.window: expected seconds',
  ])
})

function problemsOf(text: string): string[] {
  const checked = checkYaml('a.yaml', text, schema)
  if (checked.ok) return []
  return checked.problems.map(
    ({ line, column, path, message }) => `${line}:${column} ${path}: ${message}`,
  )
}
