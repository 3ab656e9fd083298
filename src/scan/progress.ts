import type { Millis } from '../types/time.ts'
import { counted, fitted, sized } from './words.ts'

/** How far a scan is. */
export interface Progress {
  readonly taken: number
  /** Absent where nobody knows it: standard input. */
  readonly total: number | undefined
  readonly errors: number
  readonly elapsedMs: Millis
}

const BAR_COLUMNS = 24

/** One line for a terminal: `███████░░░░ 58 %  1.2 GiB of 2.1 GiB  412.0 MiB/s  409 errors`. */
export function progressLine(progress: Progress, columns: number): string {
  const { taken, total, errors, elapsedMs } = progress
  const share = total === undefined ? undefined : Math.min(1, taken / Math.max(1, total))
  const speed = `${sized(taken / Math.max(0.001, elapsedMs / 1_000))}/s`
  const parts = [
    share === undefined ? '' : `${bar(share)} ${Math.floor(share * 100)} %`,
    total === undefined ? sized(taken) : `${sized(taken)} of ${sized(total)}`,
    speed,
    counted(errors, 'error'),
  ]
  return fitted(parts.filter(Boolean).join('  '), columns)
}

function bar(share: number): string {
  const full = Math.round(share * BAR_COLUMNS)
  return '█'.repeat(full) + '░'.repeat(BAR_COLUMNS - full)
}

/** Time between two drawings: quick enough for an eye, and nothing beside reading a chunk. */
const DRAW_EVERY: Millis = 100

/** A terminal that can take back a line; `process.stderr` is one when it is a terminal. */
export interface Terminal {
  readonly columns: number
  write(text: string): unknown
}

export interface ProgressBar {
  show(progress: Progress): void
  clear(): void
}

/** Draws over its own line. Nothing is drawn in the first moments: a short scan needs no bar. */
export function createProgressBar(terminal: Terminal): ProgressBar {
  let drawnAt = 0
  return {
    show(progress) {
      if (progress.elapsedMs - drawnAt < DRAW_EVERY) return
      drawnAt = progress.elapsedMs
      terminal.write(`\r\x1b[K${progressLine(progress, terminal.columns - 1)}`)
    },
    clear: () => {
      if (drawnAt > 0) terminal.write('\r\x1b[K')
    },
  }
}
