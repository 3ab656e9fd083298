import { redact } from '../classify/redact.ts'
import type { ScanStages } from '../scan/scan.ts'
import { counted, dated } from '../scan/words.ts'
import type { Catalog } from '../types/catalog.ts'
import type { Event } from '../types/event.ts'
import { EMPTY_CONTEXT, type Rejection } from '../types/record.ts'
import { unknownBlocks } from './explain-code.ts'
import { meaningBlocks } from './explain-meaning.ts'
import { type ExplainStyle, page, paragraph } from './explain-page.ts'
import { EVIDENCE_WORDS, REJECTION_WORDS, TIME_WORDS } from './explain-words.ts'

type Blocks = readonly (readonly string[])[]

/** What tuyawatch would find in a log line (or in several), why it believes it, and why not. */
export function explainLine(
  catalog: Catalog,
  line: string,
  stages: ScanStages,
  style: ExplainStyle,
): string {
  const { events, rejections } = readLine(line, stages)
  return page([
    [verdictOn(events, rejections)],
    ...events.flatMap((event) => eventBlocks(catalog, event, style)),
    ...rejections.map((rejection) => rejectionLines(rejection, style)),
  ])
}

function readLine(line: string, { read, classify }: ScanStages) {
  const bytes = new TextEncoder().encode(`${line}\n`)
  const chunk = { file: 0, from: 0, bytes, ending: 'final' } as const
  const start = { resume: 0, inside: 'line_start', line: 0, context: EMPTY_CONTEXT } as const
  const extractions = read(chunk, start, FILE).records.map(({ extraction }) => extraction)
  return {
    events: extractions
      .flatMap(({ responses }) => responses)
      .map((response) => classify(response, FILE, 0)),
    rejections: extractions.flatMap((extraction) => extraction.rejections),
  }
}

/** Stands for the file that the line would be in. */
const FILE = 'line'

function verdictOn(events: readonly Event[], rejections: readonly Rejection[]): string {
  if (events.length > 0) return `Found ${counted(events.length, 'answer')} of Tuya’s cloud.`
  if (rejections.length > 0) return 'Found no answer of Tuya’s cloud, only what looks like one.'
  return 'Found nothing that could be an answer of Tuya’s cloud: no code with a message, no success with t or tid.'
}

function eventBlocks(catalog: Catalog, event: Event, style: ExplainStyle): Blocks {
  const { evidence, shape, sample, path, device, tid, identities } = event
  const facts = [
    ['result', event.success ? 'success' : `code ${event.code}`],
    ['message', event.success ? undefined : event.message || undefined],
    ['time', `${dated(event.at)} UTC, ${TIME_WORDS[event.atFrom]}`],
    ['path', path],
    ['device', device],
    ['tid', tid],
    ['shape', shape],
    ['why', evidence.map((sign) => EVIDENCE_WORDS[sign]).join('; ')],
    ['again', identities.length > 0 ? AGAIN_KNOWN : AGAIN_UNKNOWN],
    ['kept', sample],
  ] as const
  return [
    facts.flatMap(([name, value]) =>
      value === undefined ? [] : paragraph(value, style, name.padEnd(LEAD_CHARS)),
    ),
    ...meaningOf(catalog, event, style),
  ]
}

const LEAD_CHARS = 9
const AGAIN_KNOWN = 'logged a second time, it is recognised and counted once'
const AGAIN_UNKNOWN = 'without t and tid, a second line like it is a second answer'

function meaningOf(catalog: Catalog, event: Event, style: ExplainStyle): Blocks {
  if (event.success) return []
  const entry = catalog.find(event.code, event.message, event.path)
  if (entry === undefined) return unknownBlocks(catalog, event.code, style)
  return meaningBlocks(catalog, entry, style)
}

function rejectionLines({ reason, line, text }: Rejection, style: ExplainStyle): readonly string[] {
  return [
    `  line ${line} is no answer (${reason})`,
    ...paragraph(REJECTION_WORDS[reason], style, '  '),
    ...paragraph(redact(text), style, '  '),
  ]
}
