import { appendFileSync, readFileSync, renameSync, unlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync, gzipSync, zstdCompressSync } from 'node:zlib'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { temporaryDirectory } from '../support/directory.ts'
import { Bench, entry } from './bench.ts'

let directory: string
let log: string
beforeEach(() => {
  directory = temporaryDirectory()
  log = join(directory, 'app.log')
})

const at = (name: string) => join(directory, name)
const long = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => `line ${from + index} ${'.'.repeat(200)}`)
const text = (lines: readonly string[]) => lines.map((line) => `${line}\n`).join('')

const FORMATS = [
  { name: 'gz', compress: (bytes: Uint8Array) => gzipSync(bytes) },
  { name: 'zst', compress: (bytes: Uint8Array) => zstdCompressSync(bytes) },
  {
    name: 'members.gz',
    compress: (bytes: Uint8Array) =>
      Buffer.concat([gzipSync(bytes.subarray(0, 700)), gzipSync(bytes.subarray(700))]),
  },
  {
    name: 'frames.zst',
    compress: (bytes: Uint8Array) =>
      Buffer.concat([
        zstdCompressSync(bytes.subarray(0, 700)),
        zstdCompressSync(bytes.subarray(700)),
      ]),
  },
] as const
/** Bytes: `chunkSize` of node:zlib. */
const DECOMPRESSED_AT_ONCE = 16_384

type Format = (typeof FORMATS)[number]

/** What the compressor of a rotator does to a file. */
function pack(path: string, { name, compress }: Format): string {
  writeFileSync(`${path}.${name}`, compress(readFileSync(path)))
  unlinkSync(path)
  return `${path}.${name}`
}

/** Decompression is asynchronous: looks again and again until all these lines are there, and then some. */
async function readUntil(bench: Bench, lines: readonly string[]): Promise<void> {
  await vi.waitFor(() => {
    bench.after(200)
    expect(bench.lines.toSorted()).toEqual(lines.toSorted())
  }, 5_000)
  await rest(bench)
  expect(bench.lines.toSorted()).toEqual(lines.toSorted())
}

/** Long enough that whatever would be read twice has been. */
async function rest(bench: Bench): Promise<void> {
  for (let round = 0; round < 8; round += 1) {
    bench.after(3_000)
    await new Promise((resolve) => setImmediate(resolve))
    await vi.waitFor(() => expect(bench.told().includes('never')).toBe(false))
  }
}

describe.for(FORMATS)('$name', (format) => {
  test.for(['app.log*', 'app.log'])(
    'what was not read before a stop comes from the archive: %s',
    async (glob) => {
      const bench = new Bench([entry([at(glob)])])
      writeFileSync(log, text(long(0, 20)))
      bench.tick()
      appendFileSync(log, text(long(20, 20)))
      renameSync(log, at('app.log.1'))
      pack(at('app.log.1'), format)
      writeFileSync(log, text(long(40, 5)))
      bench.restart()
      await readUntil(bench, long(0, 45))
      bench.restart()
      await readUntil(bench, long(0, 45))
    },
  )

  test('an archive of what was read is not read again, also after restarts', async () => {
    const bench = new Bench([entry([at('app.log*')])])
    writeFileSync(log, text(long(0, 20)))
    bench.tick()
    renameSync(log, at('app.log.1'))
    bench.after(1_000)
    bench.after(6_000)
    pack(at('app.log.1'), format)
    await readUntil(bench, long(0, 20))
    bench.restart()
    await readUntil(bench, long(0, 20))
  })

  test('compressed while it is followed: the open descriptor gives the rest, the archive nothing', async () => {
    const bench = new Bench([entry([at('app.log*')])])
    writeFileSync(log, text(long(0, 20)))
    bench.tick()
    appendFileSync(log, text(long(20, 20)))
    renameSync(log, at('app.log.1'))
    pack(at('app.log.1'), format)
    expect(bench.after(100)).toEqual(long(20, 20))
    await readUntil(bench, long(0, 40))
  })

  test('generations that came and went while nobody looked are read from their archives', async () => {
    const bench = new Bench([entry([at('app.log*')])])
    writeFileSync(log, text(long(0, 20)))
    bench.tick()
    for (let round = 1; round < 4; round += 1) {
      renameSync(log, at(`app.log.${round}`))
      pack(at(`app.log.${round}`), format)
      writeFileSync(log, text(long(round * 20, 20)))
    }
    bench.restart()
    await readUntil(bench, long(0, 80))
  })

  test('a restart in the midst of an archive goes on where it was', async () => {
    const bench = new Bench([entry([at('app.log*')])], {}, 1_500)
    writeFileSync(log, text(long(0, 20)))
    bench.tick()
    appendFileSync(log, text(long(20, 30)))
    renameSync(log, at('app.log.1'))
    pack(at('app.log.1'), format)
    for (let stop = 0; stop < 5; stop += 1) {
      bench.restart()
      await vi.waitFor(() => {
        const before = bench.lines.length
        bench.now += 1_000
        bench.sweep()
        bench.read(2)
        expect(bench.lines.length === 50 || bench.lines.length > before).toBe(true)
      })
    }
    await readUntil(bench, long(0, 50))
  })

  test('an archive that is still being written is not read before it is whole', async () => {
    const bench = new Bench([entry([at('app.log*')])])
    writeFileSync(log, text(long(0, 5)))
    bench.tick()
    const bytes = format.compress(Buffer.from(text(long(5, 30))))
    const path = at(`app.log.1.${format.name}`)
    writeFileSync(path, '')
    for (const end of [60, bytes.length - 9]) {
      writeFileSync(path, bytes.subarray(0, end))
      await rest(bench)
      expect(bench.lines).toEqual(long(0, 5))
    }
    writeFileSync(path, bytes)
    await readUntil(bench, long(0, 35))
  })
})

test.for([1, 100, 255, 256, 257])(
  'reading goes on %i bytes behind the edge of what the decompressor gives at once',
  async (behind) => {
    const bench: Bench = new Bench([entry([at('app.log*')])], { wake: () => bench.tick([]) })
    const first = 'x'.repeat(DECOMPRESSED_AT_ONCE + behind - 1)
    writeFileSync(log, `${first}\n`)
    bench.tick()
    appendFileSync(log, text(long(0, 10)))
    renameSync(log, at('app.log.1'))
    writeFileSync(at('app.log.1.gz'), gzipSync(readFileSync(at('app.log.1'))))
    unlinkSync(at('app.log.1'))
    bench.restart()
    await readUntil(bench, [first, ...long(0, 10)])
  },
)

test('copytruncate and compression between two looks: the rest comes from the archive, what was read does not', async () => {
  const bench = new Bench([entry([at('app.log*')])])
  writeFileSync(log, text(long(0, 20)))
  bench.tick()
  appendFileSync(log, text(long(20, 10)))
  writeFileSync(at('app.log.1.gz'), gzipSync(readFileSync(log)))
  writeFileSync(log, text(long(30, 2)))
  await readUntil(bench, long(0, 32))
})

test('start_at end: archives that are there at first are not read, later ones are', async () => {
  writeFileSync(at('app.log.1.gz'), gzipSync(text(long(0, 5))))
  const bench = new Bench([entry([at('app.log*')], { startAt: 'end' })])
  bench.tick()
  await rest(bench)
  bench.restart()
  await rest(bench)
  expect(bench.lines).toEqual([])
  writeFileSync(at('app.log.2.gz'), gzipSync(text(long(5, 5))))
  await readUntil(bench, long(5, 5))
})

test('a member appended to an archive that was read is read alone', async () => {
  writeFileSync(at('app.log.1.gz'), gzipSync(text(long(0, 5))))
  const bench = new Bench([entry([at('app.log*')])])
  await readUntil(bench, long(0, 5))
  appendFileSync(at('app.log.1.gz'), gzipSync(text(long(5, 5))))
  await readUntil(bench, long(0, 10))
  expect(gunzipSync(readFileSync(at('app.log.1.gz'))).length).toBe(text(long(0, 10)).length)
})

test('what an archive holds is taken up as soon as it is known, not at the next look at everything', async () => {
  const woken = vi.fn()
  const bench = new Bench([entry([at('app.log*')])], { wake: woken })
  for (let old = 0; old < 5; old += 1)
    writeFileSync(at(`app.log.${old}.gz`), gzipSync(text(long(old * 5, 5))))
  bench.tick()
  await vi.waitFor(() => {
    if (woken.mock.calls.length > 0) bench.tick([])
    expect(bench.lines.toSorted()).toEqual(long(0, 25).toSorted())
  })
})

test('an archive of another kind is named as an obstacle', () => {
  writeFileSync(at('app.log.1.bz2'), 'BZh91AY&SY')
  const bench = new Bench([entry([at('app.log*')])])
  bench.tick()
  bench.after(1_000)
  expect(bench.told()).toEqual(['archive'])
})
