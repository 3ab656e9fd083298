import { expect, test } from 'vitest'
import { createProgressBar, progressLine } from '../../src/scan/progress.ts'

const half = { taken: 1_048_576, total: 2_097_152, errors: 3, elapsedMs: 500 }

test.for([
  {
    progress: half,
    line: '████████████░░░░░░░░░░░░ 50 %  1.0 MiB of 2.0 MiB  2.0 MiB/s  3 errors',
    why: 'half is read',
  },
  {
    progress: { ...half, taken: 3_000_000, errors: 1 },
    line: '████████████████████████ 100 %  2.9 MiB of 2.0 MiB  5.7 MiB/s  1 error',
    why: 'a file that grew under the scan is never more than whole',
  },
  { progress: { ...half, total: undefined }, line: '1.0 MiB  2.0 MiB/s  3 errors', why: 'no size' },
])('$why: $line', ({ progress, line }) => {
  expect(progressLine(progress, 100)).toBe(line)
})

test('The bar draws over its own line, at most ten times a second, and leaves nothing behind.', () => {
  const written: string[] = []
  const bar = createProgressBar({ columns: 80, write: (text) => written.push(text) })
  for (const elapsedMs of [10, 99, 100, 150, 199, 200]) bar.show({ ...half, elapsedMs })
  bar.clear()
  expect(written).toHaveLength(3)
  expect(written.every((text) => text.startsWith('\r\x1b[K') && !text.includes('\n'))).toBe(true)
  expect(written.at(-1)).toBe('\r\x1b[K')
})

test('A scan that is over at once has drawn nothing.', () => {
  const written: string[] = []
  const bar = createProgressBar({ columns: 80, write: (text) => written.push(text) })
  bar.show({ ...half, elapsedMs: 40 })
  bar.clear()
  expect(written).toEqual([])
})
