import type { FileTime } from './clock.ts'
import type { WaitingFile } from './tail/tailer.ts'
import type { FileNumber } from './types/file.ts'
import type { Millis } from './types/time.ts'

/** Files with bytes to read, in the order in which they are read. */
export interface ReadingQueue {
  /** The file furthest behind in log time. One without a time yet comes first: one chunk tells it. */
  take(): WaitingFile | undefined
  /** Back in by the log time that it has now, behind those of the same time. */
  add(file: WaitingFile): void
  readonly left: readonly WaitingFile[]
}

/** @param times read at each step: reading moves them. */
export function queueOf(
  waiting: readonly WaitingFile[],
  times: ReadonlyMap<FileNumber, FileTime>,
): ReadingQueue {
  const timeOf = ({ file }: WaitingFile): Millis =>
    times.get(file)?.logTime ?? Number.NEGATIVE_INFINITY
  // The next one stands last. Reversed first, so that files of one time keep their order.
  const queue = waiting.toReversed().sort((a, b) => compare(timeOf(b), timeOf(a)))
  return {
    left: queue,
    take: () => queue.pop(),
    add(file) {
      const time = timeOf(file)
      const before = queue.findLastIndex((other) => timeOf(other) > time)
      queue.splice(before + 1, 0, file)
    },
  }
}

/** Not by difference: two files without a time are infinitely far behind alike. */
function compare(a: Millis, b: Millis): number {
  return a === b ? 0 : a < b ? -1 : 1
}
