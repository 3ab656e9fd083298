import type { Reading, RecordRead } from '../reading.ts'
import type { Event } from '../types/event.ts'
import type { Chunk, FileNumber, ReadingPoint } from '../types/file.ts'
import type { Response } from '../types/record.ts'
import { type ByteSource, openBytes } from './bytes.ts'
import { createFinder, type Found } from './found.ts'
import { type FileTotals, readFile, type Take } from './read-file.ts'
import { unreadableWords } from './words.ts'

/** The stages that a scan runs its bytes through. */
export interface ScanStages {
  /** Where chunks should be read to. */
  readonly buffer: Uint8Array
  /** Where `take` is given, it is told each record and the reading has none. */
  readonly read: (chunk: Chunk, point: ReadingPoint, file: string, take?: Take) => Reading
  readonly classify: (response: Response, file: string, number: FileNumber) => Event
}

/** Who hears what a scan finds on its way. */
export interface ScanListener {
  found(answer: Found): void
  /** After each chunk: the bytes read of all files so far, compressed ones for archives. */
  passed(taken: number): void
  /** A file that cannot be read, or not to its end, or not all of it. */
  unreadable(file: string, why: string): void
}

export interface ScanTotals {
  /** Files that were read, if perhaps not to their end. */
  files: number
  /** Decompressed. */
  bytes: number
  lines: number
}

/** Reads each file once, one after the other, and tells of every answer of the cloud. */
export async function scan(
  files: readonly string[],
  stages: ScanStages,
  listener: ScanListener,
): Promise<Readonly<ScanTotals>> {
  const find = createFinder()
  const totals: ScanTotals = { files: 0, bytes: 0, lines: 0 }
  let taken = 0
  for (const [number, file] of files.entries()) {
    const source = await opened(file, listener)
    if (source === undefined) continue
    const take = ({ extraction }: RecordRead) => {
      for (const response of extraction.responses)
        listener.found(find(stages.classify(response, file, number), file))
    }
    const onChunk = () => listener.passed(taken + source.taken())
    addTo(totals, await scanned({ number, file, source, stages, take, onChunk, listener }))
    taken += source.taken()
  }
  return totals
}

async function opened(file: string, listener: ScanListener): Promise<ByteSource | undefined> {
  try {
    return await openBytes(file)
  } catch (error) {
    listener.unreadable(file, unreadableWords(error))
    return undefined
  }
}

interface FileScan {
  readonly number: FileNumber
  readonly file: string
  readonly source: ByteSource
  readonly stages: ScanStages
  readonly take: Take
  readonly onChunk: () => void
  readonly listener: ScanListener
}

async function scanned({ number, file, source, ...scan }: FileScan): Promise<FileTotals> {
  const totals = await readFile({
    file: number,
    source,
    buffer: scan.stages.buffer,
    read: (chunk, point, take) => scan.stages.read(chunk, point, file, take),
    take: scan.take,
    onChunk: scan.onChunk,
  })
  source.close()
  tellOfGaps(file, totals, scan.listener)
  return totals
}

function tellOfGaps(file: string, totals: FileTotals, listener: ScanListener): void {
  for (const [reason, bytes] of totals.lost) {
    listener.unreadable(file, `${bytes} bytes skipped: ${reason}`)
  }
  if (totals.brokenBy === undefined) return
  const why = unreadableWords(totals.brokenBy)
  listener.unreadable(file, `read up to byte ${totals.bytes}, then: ${why}`)
}

function addTo(totals: ScanTotals, { bytes, lines }: FileTotals): void {
  totals.files++
  totals.bytes += bytes
  totals.lines += lines
}
