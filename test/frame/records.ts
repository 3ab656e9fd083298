import { type FrameOptions, frame } from '../../src/frame/frame.ts'
import type { Ending, LossReason, ReadingPoint } from '../../src/types/file.ts'
import { EMPTY_CONTEXT, type LogRecord } from '../../src/types/record.ts'
import { find } from '../support/find.ts'

const START: ReadingPoint = {
  resume: 0,
  inside: 'line_start',
  line: 0,
  context: EMPTY_CONTEXT,
}

/** What the listener of the frame heard. */
export type Step =
  | { readonly kind: 'record'; readonly record: LogRecord }
  | ({ readonly kind: 'quiet' } & Pick<ReadingPoint, 'resume' | 'line' | 'inside'>)
  | { readonly kind: 'lost'; readonly bytes: number; readonly reason: LossReason }

/** The steps of a whole file, or of its bytes so far. */
export function stepsOf(
  text: string | Buffer,
  ending: Ending = 'final',
  options: Partial<FrameOptions> = {},
): Step[] {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text
  const chunk = { file: 1, from: 0, bytes, ending }
  const steps: Step[] = []
  const all = { format: 'auto', valid: () => false, ...options } as const
  frame(chunk, START, find(bytes), all, {
    record: (record) => steps.push({ kind: 'record', record }),
    quiet: (resume, line, inside) => steps.push({ kind: 'quiet', resume, line, inside }),
    lost: (bytes, reason) => steps.push({ kind: 'lost', bytes, reason }),
  })
  return steps
}

export function recordsOf(...args: Parameters<typeof stepsOf>): LogRecord[] {
  return stepsOf(...args).flatMap((step) => (step.kind === 'record' ? [step.record] : []))
}

/** The text of each record's lines. */
export function textsOf(...args: Parameters<typeof stepsOf>): string[][] {
  return recordsOf(...args).map((record) => record.lines.map((line) => line.text))
}

/** The line numbers of each record, `1` or `3-8`. */
export function spansOf(...args: Parameters<typeof stepsOf>): string[] {
  return recordsOf(...args).map(({ lines }) => {
    const [first, last] = [lines[0].number, lines.at(-1)?.number]
    return first === last ? `${first}` : `${first}-${last}`
  })
}

/** The last quiet point. */
export function quietOf(...args: Parameters<typeof stepsOf>): Step | undefined {
  return stepsOf(...args).findLast((step) => step.kind === 'quiet')
}
