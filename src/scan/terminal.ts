import { styleText } from 'node:util'
import type { Paint } from './words.ts'

/** Width of a page where no terminal tells its own. */
const PAGE_COLUMNS = 100

/** Colours as the stream and `NO_COLOR` want them. */
export function paintFor(stream: NodeJS.WriteStream): Paint {
  return (style, text) => styleText(style, text, { stream })
}

export function columnsOf(stream: NodeJS.WriteStream): number {
  return stream.isTTY ? stream.columns : PAGE_COLUMNS
}

/** A reader that has enough, such as `head`, closes the pipe; that is no failure of ours. */
export function endOnBrokenPipe(stream: NodeJS.WriteStream): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0)
    throw error
  })
}
