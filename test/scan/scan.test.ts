import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { extract } from '../../src/extract/extract.ts'
import { CHUNK_BYTES_MIN, type RecordRead, readChunk } from '../../src/reading.ts'
import type { ByteSource } from '../../src/scan/bytes.ts'
import type { Found } from '../../src/scan/found.ts'
import { readFile } from '../../src/scan/read-file.ts'
import { type ScanStages, type ScanTotals, scan } from '../../src/scan/scan.ts'
import { createSift } from '../../src/sift/sift.ts'
import type { Response } from '../../src/types/record.ts'
import { catalog, errorEvent, success } from './support.ts'

let folder = ''

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tuyawatch-scan-test-'))
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

const { buffer, find } = createSift(CHUNK_BYTES_MIN)

const stages: ScanStages = {
  buffer,
  read: (chunk, point, _file, take) =>
    readChunk(chunk, point, {
      take,
      find,
      format: 'auto',
      extract: (record, context) => extract(record, context, { timezone: 'UTC', catalog }),
    }),
  classify: (response) => ({
    ...(response.success ? success : errorEvent({ code: response.code ?? '' })),
    ...identityOf(response),
    line: response.line,
    offset: response.offset,
    echo: response.echo,
    at: response.t ?? 0,
  }),
}

function identityOf({ tid }: Response) {
  return tid ? { identities: [{ by: 'tid' as const, hash: BigInt(`0x${tid}`) }] } : {}
}

interface Outcome extends ScanTotals {
  readonly answers: readonly Found[]
  readonly complaints: readonly string[]
  readonly taken: number
}

async function scanned(files: readonly string[]): Promise<Outcome> {
  const answers: Found[] = []
  const complaints: string[] = []
  let taken = 0
  const totals = await scan(
    files.map((file) => join(folder, file)),
    stages,
    {
      found: (answer) => answers.push(answer),
      passed: (bytes) => {
        taken = bytes
      },
      unreadable: (file, why) => complaints.push(`${file.slice(folder.length + 1)}: ${why}`),
    },
  )
  return { ...totals, answers, complaints, taken }
}

function wire(code: number, tid: string): string {
  return `app response: {"code":${code},"msg":"token invalid","success":false,"t":1772359200123,"tid":"${tid.padStart(32, '0')}"}`
}

const LOG = [
  'started',
  wire(1010, 'a1'),
  'Response: {\n  "code": 28841004,\n  "msg": "No permissions. Your quota of Trial Edition is used up.",\n  "success": false,\n  "t": 1772359201123,\n  "tid": "000000000000000000000000000000a2"\n}',
  wire(1010, 'a1'),
  'done\n',
].join('\n')

test('Plain files and archives say the same.', async () => {
  writeFileSync(join(folder, 'app.log'), LOG)
  writeFileSync(join(folder, 'app.log.1.gz'), gzipSync(LOG))
  writeFileSync(join(folder, 'app.log.2.zst'), zstdCompressSync(LOG))
  for (const file of ['app.log', 'app.log.1.gz', 'app.log.2.zst']) {
    const { answers, ...outcome } = await scanned([file])
    expect(outcome).toMatchObject({ files: 1, lines: 11, bytes: LOG.length, complaints: [] })
    const told = answers.map(({ event, duplicate }) => [event.line, duplicate])
    expect(told).toEqual([
      [2, false],
      [4, false],
      [10, true],
    ])
  }
})

test('An answer that stands in two files is a duplicate in the second.', async () => {
  writeFileSync(join(folder, 'app.log'), LOG)
  writeFileSync(join(folder, 'copy.log'), LOG)
  const { answers, files } = await scanned(['app.log', 'copy.log'])
  expect(files).toBe(2)
  expect(answers.map(({ duplicate }) => duplicate)).toEqual([false, false, true, true, true, true])
})

test('A file that cannot be read is told, and the others are read.', async () => {
  writeFileSync(join(folder, 'app.log'), LOG)
  mkdirSync(join(folder, 'sub.log'), { recursive: true })
  const { files, complaints, answers } = await scanned(['missing.log', 'sub.log', 'app.log'])
  expect(files).toBe(1)
  expect(answers).toHaveLength(3)
  expect(complaints).toEqual(['missing.log: no such file', 'sub.log: is a directory'])
})

test('Of an archive that ends too early, all that is whole is read.', async () => {
  const long = Array.from({ length: 5_000 }, (_, index) => wire(1010, `${index}`)).join('\n')
  const archive = gzipSync(long)
  writeFileSync(join(folder, 'cut.gz'), archive.subarray(0, archive.length / 2))
  const { answers, complaints } = await scanned(['cut.gz'])
  expect(answers.length).toBeGreaterThan(1_000)
  expect(complaints).toEqual([
    expect.stringMatching(/^cut\.gz: read up to byte \d+, then: the arch/),
  ])
})

test('A line that is too long is skipped and told; what stands behind it is found.', async () => {
  writeFileSync(join(folder, 'long.log'), `${'x'.repeat(6_000_000)}\n${wire(1010, 'b')}\n`)
  const { answers, complaints } = await scanned(['long.log'])
  expect(answers.map(({ event }) => event.line)).toEqual([2])
  expect(complaints).toEqual([
    expect.stringMatching(/long\.log: 6\d+ bytes skipped: line_too_long/),
  ])
})

test('Bytes that are no text hurt nobody.', async () => {
  const noise = Buffer.from(Array.from({ length: 300_000 }, (_, index) => (index * 7919) % 256))
  writeFileSync(join(folder, 'noise.bin'), noise)
  expect((await scanned(['noise.bin'])).answers).toEqual([])
})

/** Two streams of a container: while a body is open on one of them, answers end on the other. */
const INTERLEAVED = [
  'stdout F Response: {',
  'stdout F   "code": 28841004,',
  `stderr F ${wire(2001, 'c1')}`,
  'stdout F   "msg": "No permissions. Your quota of Trial Edition is used up.",',
  `stderr F ${wire(1106, 'c2')}`,
  'stdout F   "success": false,',
  'stdout F   "t": 1772359201123',
  'stdout F }',
]
  .map((line) => `2026-03-01T10:00:00.123456789Z ${line}\n`)
  .join('')

test.for([
  { what: 'one writer', text: `${LOG}${LOG.replaceAll('00a2', '00d2')}`, answers: 6 },
  { what: 'two streams of a container', text: INTERLEAVED, answers: 3 },
])('Every answer of $what is found once, however the bytes arrive.', async ({ text, answers }) => {
  const bytes = Buffer.from(text)
  const whole = await startsOf(bytes, [bytes.length])
  expect(whole).toHaveLength(answers)
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1 }),
      async (sizes) => {
        expect(await startsOf(bytes, sizes)).toEqual(whole)
      },
    ),
    { numRuns: 50 },
  )
})

/** Starts of the records found when the bytes arrive in pieces of these sizes, over and over. */
async function startsOf(bytes: Buffer, sizes: readonly number[]): Promise<readonly number[]> {
  const records: RecordRead[] = []
  await readFile({
    file: 0,
    source: inPieces(bytes, sizes),
    buffer,
    read: (chunk, point, take) => stages.read(chunk, point, 'app.log', take),
    take: (record) => records.push(record),
  })
  return records.map(({ start }) => start).sort((a, b) => a - b)
}

function inPieces(bytes: Buffer, sizes: readonly number[]): ByteSource {
  let at = 0
  let turn = 0
  return {
    async read(into) {
      const length = sizes[turn++ % sizes.length] ?? 1
      const copied = bytes.copy(into, 0, at, at + length)
      at += copied
      return copied
    },
    taken: () => at,
    close: () => {},
  }
}
