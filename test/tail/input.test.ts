import { PassThrough } from 'node:stream'
import { expect, test, vi } from 'vitest'
import { receiveInput } from '../../src/tail/input.ts'
import { STDIN_BYTES_MAX } from '../../src/tail/limits.ts'
import { Bench, entry } from './bench.ts'

test('standard input is read like a file and is finished at its end', async () => {
  const stream = new PassThrough()
  const woken = vi.fn()
  const bench = new Bench([entry(['-'])], { input: receiveInput(stream, woken) })
  expect(bench.tick()).toEqual([])
  stream.write('a\nb')
  await vi.waitFor(() => expect(woken).toHaveBeenCalled())
  expect(bench.tick()).toEqual(['a'])
  stream.end('c\nd')
  await vi.waitFor(() => {
    bench.tick()
    expect(bench.lines).toEqual(['a', 'bc', 'd'])
  })
  expect(bench.tick()).toEqual([])
  expect([...bench.positions.values()]).toMatchObject([{ path: '-', resume: 6, finished: true }])
  expect(bench.told()).toEqual(['found', 'finished'])
})

test('a writer faster than the reader waits, and nothing is lost', async () => {
  const stream = new PassThrough()
  const bench = new Bench([entry(['-'])], { input: receiveInput(stream, () => {}) })
  bench.tick()
  const lines = Array.from({ length: 20_000 }, (_, index) => `${index} ${'.'.repeat(300)}`)
  stream.end(lines.map((line) => `${line}\n`).join(''))
  await vi.waitFor(() => expect(stream.isPaused() || bench.lines.length > 0).toBe(true))
  expect(bench.tailer.status()).toMatchObject([{ path: '-', state: 'following' }])
  expect(bench.tailer.status()[0]?.behind).toBeLessThanOrEqual(STDIN_BYTES_MAX + 65_536)
  await vi.waitFor(() => {
    bench.tick()
    expect(bench.lines.length).toBe(lines.length)
  })
  expect(bench.lines).toEqual(lines)
})

test('what an earlier process had of its input is forgotten', () => {
  const bench = new Bench([entry(['-'])], { input: receiveInput(new PassThrough(), () => {}) })
  bench.tick()
  expect([...bench.positions.keys()]).toEqual([1])
  bench.restart()
  bench.tick()
  expect([...bench.positions.keys()]).toEqual([2])
})
