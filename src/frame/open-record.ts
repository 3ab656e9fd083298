import type { Offset } from '../types/file.ts'
import type { LogRecord, RecordLine } from '../types/record.ts'
import type { Millis } from '../types/time.ts'
import { type Body, bodyAfter, continueBody } from './body.ts'
import { RECORD_BYTES_MAX, RECORD_LINES_MAX } from './limits.ts'

/** A line as the application wrote it, all parts together. */
export interface Line {
  readonly text: string
  readonly bytes: number
  readonly offset: Offset
  readonly number: number
  readonly hit: boolean
  readonly time?: Millis
}

/** A record that waits for more lines. */
export interface OpenRecord {
  readonly first: RecordLine
  readonly rest: RecordLine[]
  readonly bytes: number
  readonly body: Body
  readonly time?: Millis
}

/** Lets the line continue the open record of its lane, or end it and perhaps begin one; answers what is finished. */
export function acceptLine(
  lanes: Map<string, OpenRecord>,
  lane: string,
  line: Line,
): readonly LogRecord[] {
  const open = lanes.get(lane)
  if (open === undefined) return beginRecord(lanes, lane, line)
  const full = isFull(open, line)
  const next = full ? undefined : continueBody(open.body, open.first.text, line.text)
  if (next === undefined) {
    lanes.delete(lane)
    return [endRecord(open, full ? 'cut' : 'whole'), ...beginRecord(lanes, lane, line)]
  }
  open.rest.push({ text: next.text, offset: line.offset, number: line.number })
  if (next.body !== 'closed') {
    lanes.set(lane, { ...open, bytes: open.bytes + line.bytes, body: next.body })
    return []
  }
  lanes.delete(lane)
  return [endRecord(open, 'whole')]
}

export function endRecord(open: Omit<OpenRecord, 'body'>, ended: LogRecord['ended']): LogRecord {
  return {
    start: open.first.offset,
    lines: [open.first, ...open.rest],
    ended,
    ...(open.time !== undefined && { wrapTime: open.time }),
  }
}

function beginRecord(
  lanes: Map<string, OpenRecord>,
  lane: string,
  line: Line,
): readonly LogRecord[] {
  if (!line.hit) return []
  const { text, offset, number, bytes, time } = line
  const first = { text, offset, number }
  const begun = { first, rest: [], bytes, ...(time !== undefined && { time }) }
  const body = bodyAfter(text)
  if (body === 'closed') return [endRecord(begun, 'whole')]
  lanes.set(lane, { ...begun, body })
  return []
}

function isFull(open: OpenRecord, line: Line): boolean {
  return open.rest.length + 1 >= RECORD_LINES_MAX || open.bytes + line.bytes > RECORD_BYTES_MAX
}
