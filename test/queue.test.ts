import { expect, test } from 'vitest'
import type { FileTime } from '../src/clock.ts'
import { queueOf } from '../src/queue.ts'

const waiting = (file: number) => ({ file, logs: 'app', behind: 1 })

test('files are read by log time, those without one first, in their order where equal', () => {
  const times = new Map<number, FileTime>([
    [1, { logTime: 30 }],
    [2, { logTime: 10 }],
    [4, { logTime: 10 }],
  ])
  const queue = queueOf([1, 2, 3, 4, 5].map(waiting), times)
  const order = Array.from({ length: 6 }, () => queue.take()?.file)
  expect(order).toEqual([3, 5, 2, 4, 1, undefined])
})

test('a file comes in again behind those of its new time: a firehose starves nobody', () => {
  const times = new Map<number, FileTime>([
    [1, { logTime: 10 }],
    [2, { logTime: 20 }],
    [3, { logTime: 30 }],
  ])
  const queue = queueOf([1, 2, 3].map(waiting), times)
  queue.take()
  times.set(1, { logTime: 20 })
  queue.add(waiting(1))
  expect(queue.left.map(({ file }) => file).toReversed()).toEqual([2, 1, 3])
})
