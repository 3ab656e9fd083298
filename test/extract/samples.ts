import { globSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'

/** A piece of a log, and what a careful reader finds in it. */
export interface Sample {
  /** File and title. */
  readonly name: string
  readonly text: string
  readonly answers: readonly Expected[]
}

export interface Expected {
  /** The code as printed, or `ok` for a success. */
  readonly code: string
  readonly line: number
  readonly message?: string
}

/**
 * The samples of `test/extract/samples`. A sample is a title behind `=== `, a line `==> CODE on LINE: MESSAGE` for each
 * answer (none: there is none), and the text as it stands in a log, where `␛` is an escape, `⇥` a tab, and `@T@`,
 * `@TID@` (and `@T2@`, `@TID2@`) are a time and an id of the cloud's.
 */
export function readSamples(): readonly Sample[] {
  return globSync('test/extract/samples/*.txt')
    .toSorted()
    .flatMap((file) => samplesOf(basename(file, '.txt'), readFileSync(file, 'utf8')))
}

function samplesOf(file: string, text: string): readonly Sample[] {
  return text
    .split(/^=== /m)
    .slice(1)
    .map((part) => {
      const [title = '', ...lines] = part.replace(/\n$/, '').split('\n')
      const body = lines.filter((line) => !line.startsWith('==> ')).join('\n')
      const answers = lines.filter((line) => line.startsWith('==> ')).map(expectedOf)
      return { name: `${file}: ${title}`, text: filled(body), answers }
    })
}

function expectedOf(line: string): Expected {
  const match = /^==> (\S+) on (\d+)(?:: (.*))?$/.exec(line)
  if (!match) throw new Error(`not an expectation: ${line}`)
  const [, code = '', number, message] = match
  return { code, line: Number(number), ...(message === undefined ? {} : { message }) }
}

function filled(text: string): string {
  return text
    .replaceAll('␛', '\u001b')
    .replaceAll('⇥', '\t')
    .replaceAll('@T@', '1718000000123')
    .replaceAll('@T2@', '1718000001456')
    .replaceAll('@TID@', '5be9d0c226e811ef9c3d0242ac120002')
    .replaceAll('@TID2@', '5cd2a1f426e811ef9c3d0242ac120002')
}
