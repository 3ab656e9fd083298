import { grouped } from '../text/grouped.ts'
import type { Catalog, Entry, Severity } from '../types/catalog.ts'
import { DAY } from '../types/time.ts'
import { type Column, tableLines } from './table.ts'
import { byCount, type CodeTally, type Tally, worstFirst } from './tally.ts'
import { sparkline } from './timeline.ts'
import { clockTime, counted, dated, dayTime, type Paint, sized, wrapped } from './words.ts'

/** What was read, however little was found in it. */
export interface ReadTotals {
  readonly files: number
  readonly bytes: number
  readonly lines: number
  readonly seconds: number
}

export interface ReportStyle {
  /** Width of the terminal, or of the page that is written. */
  readonly columns: number
  readonly paint: Paint
}

type Lines = readonly string[]

/** What a person reads after a scan: what was found, what is worst and who must do what, all codes over time, the worst files. */
export function report(
  tally: Tally,
  read: ReadTotals,
  catalog: Catalog,
  style: ReportStyle,
): string {
  const sections: readonly Lines[] = [
    summary(tally, read, style),
    ...problemsOf(worstFirst(tally), catalog).map((problem) => problemLines(problem, style)),
    tally.codes.length > 0 ? codeTable(tally, catalog, style) : [],
    tally.files.size > 1 ? fileTable(tally, style) : [],
  ]
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.join('\n')}\n`)
    .join('\n')
}

function summary(tally: Tally, read: ReadTotals, { paint }: ReportStyle): Lines {
  const { successes, errors, duplicates, span } = tally
  const size = `${counted(read.files, 'file')}, ${sized(read.bytes)}, ${counted(read.lines, 'line')}`
  const verdict =
    errors === 0 ? paint('green', 'no error') : paint('bold', counted(errors, 'error'))
  return [
    `Read ${size} in ${read.seconds.toFixed(2)} s.`,
    `Found ${counted(successes + errors, 'answer')} of the Tuya cloud: ${counted(successes, 'success', 'successes')} and ${verdict}.`,
    ...(span ? [`They are from ${dated(span.from)} to ${dated(span.to)} (UTC).`] : []),
    ...(duplicates > 0 ? [`Logged again and not counted: ${counted(duplicates, 'answer')}.`] : []),
  ]
}

/** Problems told in full: a reader can act on a few at a time, and `explain` tells the others. */
const PROBLEMS_MAX = 3

interface Problem {
  readonly tally: CodeTally
  readonly entry: Entry
}

function problemsOf(codes: readonly CodeTally[], catalog: Catalog): readonly Problem[] {
  return codes
    .flatMap((tally) => {
      const entry = entryOf(tally, catalog)
      return entry && entry.severity !== 'info' ? [{ tally, entry }] : []
    })
    .slice(0, PROBLEMS_MAX)
}

function entryOf(
  { sample: { code, message, path } }: CodeTally,
  catalog: Catalog,
): Entry | undefined {
  return catalog.find(code, message, path)
}

const SEVERITY_STYLE = {
  info: 'dim',
  warning: 'yellow',
  critical: 'red',
} as const satisfies Record<Severity, string>

function problemLines({ tally, entry }: Problem, { columns, paint }: ReportStyle): Lines {
  const { code, severity, message } = tally.sample
  const rank = paint(SEVERITY_STYLE[severity], severity.toUpperCase())
  const title = paint('bold', `${code} ${message || entry.messages[0]}`)
  return [
    `${rank} ${title} ${paint('dim', `(${counted(tally.count, 'time')})`)}`,
    ...hanging('', entry.meaning, columns),
    ...hanging('Who must act: ', entry.who, columns),
    ...entry.advice.flatMap((step, index) => hanging(`${index + 1}. `, step, columns)),
    `  ${paint('cyan', entry.link)}`,
  ]
}

/** A paragraph indented by two, its further lines below the text after `lead`. */
function hanging(lead: string, text: string, columns: number): Lines {
  const indent = ' '.repeat(lead.length)
  const lines = wrapped(text, columns - 2 - lead.length)
  return lines.map((line, index) => `  ${index === 0 ? lead : indent}${line}`)
}

/** Columns of the sparkline. */
const SPARK_COLUMNS = 16

function codeTable(tally: Tally, catalog: Catalog, { columns, paint }: ReportStyle): Lines {
  const { from, to } = tally.span ?? { from: 0, to: 0 }
  const short = to - from < DAY ? clockTime : dayTime
  const table: readonly Column<CodeTally>[] = [
    { head: 'CODE', cell: ({ sample }) => sample.code, style: severityOf },
    { head: 'CATEGORY', cell: ({ sample }) => sample.category },
    { head: 'SEVERITY', cell: ({ sample }) => sample.severity, style: severityOf },
    { head: 'COUNT', cell: ({ count }) => grouped(count), right: true },
    {
      head: 'OVER TIME',
      cell: ({ timeline }) => sparkline(timeline.spread(from, to, SPARK_COLUMNS)),
      style: () => 'cyan',
    },
    { head: 'FIRST', cell: ({ span }) => (span ? short(span.from) : '') },
    { head: 'LAST', cell: ({ span }) => (span ? short(span.to) : '') },
    {
      head: 'MEANING',
      cell: (code) => entryOf(code, catalog)?.meaning ?? code.sample.message,
      rest: true,
    },
  ]
  return tableLines(table, byCount(tally), columns, paint)
}

function severityOf({ sample }: CodeTally): 'dim' | 'yellow' | 'red' {
  return SEVERITY_STYLE[sample.severity]
}

/** Files listed; the others are in `--json`. */
const FILES_MAX = 10

function fileTable({ files }: Tally, { columns, paint }: ReportStyle): Lines {
  const worst = [...files].sort(([, a], [, b]) => b - a).slice(0, FILES_MAX)
  const table: readonly Column<[string, number]>[] = [
    { head: 'ERRORS', cell: ([, errors]) => grouped(errors), right: true },
    { head: 'FILE', cell: ([file]) => file },
  ]
  return tableLines(table, worst, columns, paint)
}
