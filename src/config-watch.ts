import { statSync } from 'node:fs'
import { type Millis, SECOND } from './types/time.ts'

/** How often the file is looked at. A stat, not an event: Kubernetes swaps the directory that a ConfigMap's link leads through. */
const LOOK_EVERY: Millis = 2 * SECOND

/** Calls back when the file has changed and then stayed the same for one look, so that no half-written file is read. */
export function watchConfig(file: string, onChange: () => void): { close(): void } {
  let known = stampOf(file)
  let seen = known
  const timer = setInterval(() => {
    const now = stampOf(file)
    const settled = now === seen
    seen = now
    if (!settled || now === known || now === MISSING) return
    known = now
    onChange()
  }, LOOK_EVERY)
  timer.unref()
  return { close: () => clearInterval(timer) }
}

const MISSING = 'missing'

/** Which file it is and when it was written last, its links followed. */
function stampOf(file: string): string {
  const stat = statSync(file, { bigint: true, throwIfNoEntry: false })
  return stat === undefined ? MISSING : `${stat.dev}:${stat.ino}:${stat.mtimeNs}:${stat.size}`
}
