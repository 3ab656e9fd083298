import type { Offset } from '../types/file.ts'
import type { Framing, LogRecord } from '../types/record.ts'
import type { Millis } from '../types/time.ts'
import { clean } from './clean.ts'
import { acceptLine, endRecord, type OpenRecord } from './open-record.ts'
import { unwrap } from './unwrap.ts'

/** One line of the file: its bytes up to the line feed, and whether the sift found something in it. */
export interface PhysicalLine {
  readonly bytes: Buffer
  readonly offset: Offset
  readonly number: number
  readonly hit: boolean
}

/** A line of the application of which so far only parts have come. */
interface Parts {
  readonly contents: Buffer[]
  readonly offset: Offset
  readonly number: number
  hit: boolean
  readonly time?: Millis
}

/** The lines and records that have begun and not ended, each stream and each process in a lane of its own. */
export interface Assembly {
  readonly parts: Map<string, Parts>
  readonly open: Map<string, OpenRecord>
}

export function emptyAssembly(): Assembly {
  return { parts: new Map(), open: new Map() }
}

/** True where nothing has begun: what follows can be read without what came before. */
export function isQuiet(assembly: Assembly): boolean {
  return assembly.parts.size === 0 && assembly.open.size === 0
}

/** Takes the next line of the file; answers the records that it ended or was. */
export function takeLine(
  assembly: Assembly,
  line: PhysicalLine,
  format: 'auto' | Framing,
): readonly LogRecord[] {
  const { content, stream, whole, ...when } = unwrap(line.bytes, format)
  const { offset, number, hit } = line
  const parts = assembly.parts.get(stream) ?? { contents: [], offset, number, hit, ...when }
  parts.contents.push(content)
  parts.hit ||= hit
  if (whole) {
    assembly.parts.delete(stream)
    return takeParts(assembly, stream, parts)
  }
  assembly.parts.set(stream, parts)
  return []
}

/** Ends all that is open, in the order in which it began; `cut` when a bound is the reason, not the end of the file. */
export function endAll(assembly: Assembly, how: 'final' | 'cut'): readonly LogRecord[] {
  const records = [...assembly.parts].flatMap(([stream, parts]) =>
    takeParts(assembly, stream, parts),
  )
  assembly.parts.clear()
  for (const open of assembly.open.values()) {
    records.push(endRecord(open, how === 'cut' || open.body.depth > 0 ? 'cut' : 'whole'))
  }
  assembly.open.clear()
  return records
}

/** Ends the open records that are valid answers already: a quiet file will hardly go on with them. */
export function endValid(
  assembly: Assembly,
  valid: (record: LogRecord) => boolean,
): readonly LogRecord[] {
  const records: LogRecord[] = []
  for (const [lane, open] of assembly.open) {
    const record = endRecord(open, 'cut')
    if (!valid(record)) continue
    records.push(record)
    assembly.open.delete(lane)
  }
  return records
}

/** Puts the parts of a line together; it matters if something was found in it, or if it may continue a record. */
function takeParts(assembly: Assembly, stream: string, parts: Parts): readonly LogRecord[] {
  if (!parts.hit && assembly.open.size === 0) return []
  const { contents, ...where } = parts
  const bytes = joined(contents)
  const { text, process } = clean(bytes.toString())
  return acceptLine(assembly.open, `${stream} ${process}`, { ...where, text, bytes: bytes.length })
}

function joined(contents: readonly Buffer[]): Buffer {
  const [first, second] = contents
  return first !== undefined && second === undefined ? first : Buffer.concat(contents)
}
