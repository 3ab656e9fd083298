import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { unzstd } from '../../src/decompress/zstd.ts'
import { openBytes } from '../../src/scan/bytes.ts'

let folder = ''

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tuyawatch-scan-test-'))
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

const first = Buffer.from('first line\n'.repeat(40_000))
const second = Buffer.from('second line\n'.repeat(40_000))
const both = Buffer.concat([first, second])

describe('a file is known by its first bytes and read to its end', () => {
  test.for([
    { name: 'plain.log', content: both },
    { name: 'one.gz', content: gzipSync(both) },
    { name: 'members.gz', content: Buffer.concat([gzipSync(first), gzipSync(second)]) },
    { name: 'one.zst', content: zstdCompressSync(both) },
    { name: 'frames.zst', content: Buffer.concat([first, second].map((b) => zstdCompressSync(b))) },
    { name: 'zipped-under-a-plain-name.log', content: gzipSync(both) },
  ])('$name', async ({ name, content }) => {
    writeFileSync(join(folder, name), content)
    const source = await openBytes(join(folder, name))
    expect((await readAll(source)).equals(both)).toBe(true)
    expect(source.taken()).toBe(content.length)
    source.close()
  })

  test.for(['', 'a', '\u001f'])('the short file %j', async (content) => {
    const path = join(folder, 'short')
    writeFileSync(path, content)
    expect(String(await readAll(await openBytes(path)))).toBe(content)
  })
})

test.for([
  { name: 'cut.gz', content: gzipSync(both).subarray(0, 1_500) },
  { name: 'cut.zst', content: zstdCompressSync(Buffer.from(both)).subarray(0, 70) },
  {
    name: 'damaged.zst',
    content: Buffer.concat([zstdCompressSync(first), Buffer.from('rubbish')]),
  },
])('$name gives an error and does not end the process.', async ({ name, content }) => {
  writeFileSync(join(folder, name), content)
  const source = await openBytes(join(folder, name))
  await expect(readAll(source)).rejects.toThrow()
})

test('A file that cannot be opened gives the system’s error.', async () => {
  await expect(openBytes(join(folder, 'missing'))).rejects.toThrow(/ENOENT/)
  await expect(openBytes(folder)).rejects.toThrow(/is a directory/)
})

test('Frames are found however the stream is cut into pieces.', async () => {
  const frames = ['', 'one', 'two '.repeat(50_000), 'three'].map((text) => Buffer.from(text))
  const stream = Buffer.concat(frames.map((frame) => zstdCompressSync(frame)))
  const cuts = fc.uniqueArray(fc.integer({ min: 0, max: stream.length }), { maxLength: 12 })
  await fc.assert(
    fc.asyncProperty(cuts, async (at) => {
      const ends = [...at.toSorted((a, b) => a - b), stream.length]
      const pieces = ends.map((end, index) => stream.subarray(ends[index - 1] ?? 0, end))
      const out: Buffer[] = []
      for await (const bytes of unzstd(iterate(pieces))) out.push(bytes)
      expect(Buffer.concat(out).equals(Buffer.concat(frames))).toBe(true)
    }),
    { numRuns: 60 },
  )
})

async function* iterate(pieces: readonly Buffer[]): AsyncGenerator<Buffer> {
  yield* pieces.filter((piece) => piece.length > 0)
}

async function readAll(source: Awaited<ReturnType<typeof openBytes>>): Promise<Buffer> {
  const into = Buffer.alloc(100_000)
  const parts: Buffer[] = []
  for (let n = await source.read(into); n > 0; n = await source.read(into)) {
    parts.push(Buffer.from(into.subarray(0, n)))
  }
  return Buffer.concat(parts)
}
