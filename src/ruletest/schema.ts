import * as z from 'zod'
import { text } from '../config/text.ts'
import { hold, name, span, words } from '../config/values.ts'
import { GROUP_LABELS } from '../types/rule.ts'

/** Lines that one entry may stand for: more than any rule needs, and still at once. */
const TIMES_MAX = 10_000

/** Characters of a line, so that what waits for more of it fits the buffer. */
const LINE_CHARS_MAX = 100_000

const moment = text('a time such as 2026-03-01T22:00:00Z', (input) => {
  const at = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?Z)?$/.test(input) ? Date.parse(input) : Number.NaN
  return Number.isNaN(at) ? undefined : at
})

const line = z.strictObject({
  at: hold,
  line: z.string().min(1).max(LINE_CHARS_MAX),
  every: span.exactOptional(),
  times: z.int().min(1).max(TIMES_MAX).exactOptional(),
  source: name.exactOptional(),
})

const groupValue = z.union([z.string(), z.int()]).transform(String)

const alert = z.union([
  name.transform((rule) => ({ rule, group: {} })),
  z.strictObject({
    rule: name,
    group: z.partialRecord(z.enum(GROUP_LABELS), groupValue).default({}),
  }),
])

const expectation = z.strictObject({ at: hold, firing: z.array(alert) })

/** A file of rule tests: log lines and their times in, the alerts that fire out. */
export const testsSchema = z.strictObject({
  tests: z
    .array(
      z.strictObject({
        name: words,
        start: moment.exactOptional(),
        lines: z.array(line),
        expect: z.array(expectation).min(1),
        mails: z.int().min(0).exactOptional(),
      }),
    )
    .min(1),
})

export type RuleTest = z.output<typeof testsSchema>['tests'][number]
export type TestLine = RuleTest['lines'][number]
export type ExpectedAlert = RuleTest['expect'][number]['firing'][number]
