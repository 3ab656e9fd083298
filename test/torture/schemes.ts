import { execFileSync } from 'node:child_process'
import {
  copyFileSync,
  existsSync,
  readdirSync,
  renameSync,
  rmSync,
  truncateSync,
  unlinkSync,
} from 'node:fs'
import { dirname, join } from 'node:path'

/** One turn of a rotator. */
export interface Turn {
  readonly log: string
  readonly generation: number
  /** To be asked before anything is destroyed that a reader may not have seen; false when the run is over. */
  caughtUp(): Promise<boolean>
  /** The application closes its file and opens the name anew at its next line. */
  reopen(): void
  /** The application logs a few lines more, wherever its file is by now. */
  goOn(): Promise<void>
}

export interface Scheme {
  /** Also the source and its directory. */
  readonly name: string
  /** Lines as container runtimes write them. */
  readonly cri?: true
  rotate(turn: Turn): Promise<void>
}

/** Old generations that are kept. */
const KEPT = 6
const DATED_KEPT = 20

/** The ways of rotating that people use, a source for each. */
export const SCHEMES: readonly Scheme[] = [
  {
    name: 'numbered',
    async rotate(turn) {
      if (!(await shift(turn))) return
      rename(turn.log, `${turn.log}.1`)
      turn.reopen()
    },
  },
  {
    // The signal comes late: the application writes on to the renamed file before it opens the new one.
    name: 'signalled',
    async rotate(turn) {
      if (!(await shift(turn))) return
      rename(turn.log, `${turn.log}.1`)
      await turn.goOn()
      turn.reopen()
    },
  },
  {
    name: 'dated',
    async rotate(turn) {
      rename(turn.log, dated(turn))
      turn.reopen()
      await thin(turn)
    },
  },
  {
    name: 'copied',
    async rotate(turn) {
      if (!(await shift(turn))) return
      copyFileSync(turn.log, `${turn.log}.1`)
      truncateSync(turn.log)
    },
  },
  {
    name: 'deleted',
    async rotate(turn) {
      if (!(await turn.caughtUp())) return
      rmSync(turn.log, { force: true })
      turn.reopen()
    },
  },
  {
    name: 'gzipped',
    async rotate(turn) {
      rename(turn.log, dated(turn))
      turn.reopen()
      compressOlder(turn, 1, 'gzip')
      await thin(turn)
    },
  },
  {
    name: 'zstd',
    async rotate(turn) {
      rename(turn.log, dated(turn))
      turn.reopen()
      compressOlder(turn, 0, 'zstd')
      await thin(turn)
    },
  },
  {
    name: 'containers',
    cri: true,
    async rotate(turn) {
      rename(turn.log, dated(turn))
      turn.reopen()
      compressOlder(turn, 1, 'gzip')
      await thin(turn)
    },
  },
]

/** Makes room for `app.log.1`; false when the run is over. */
async function shift({ log, caughtUp }: Turn): Promise<boolean> {
  if (existsSync(`${log}.${KEPT}`)) {
    if (!(await caughtUp())) return false
    unlinkSync(`${log}.${KEPT}`)
  }
  for (let number = KEPT - 1; number > 0; number -= 1)
    rename(`${log}.${number}`, `${log}.${number + 1}`)
  return true
}

function rename(from: string, to: string): void {
  if (existsSync(from)) renameSync(from, to)
}

function dated({ log, generation }: Turn): string {
  return `${log}.${String(generation).padStart(8, '0')}`
}

function oldOnes({ log }: Turn): string[] {
  const directory = dirname(log)
  const names = readdirSync(directory).filter((name) => name.startsWith('app.log.'))
  return names.sort().map((name) => join(directory, name))
}

/** All but the youngest `plain` old generations. The compressor of the system writes beside its source, then unlinks it. */
function compressOlder(turn: Turn, plain: number, program: 'gzip' | 'zstd'): void {
  const paths = oldOnes(turn)
  for (const path of paths.slice(0, paths.length - plain)) {
    if (path.endsWith('.gz') || path.endsWith('.zst')) continue
    if (program === 'gzip') execFileSync('gzip', [path])
    else execFileSync('zstd', ['--quiet', '--rm', path])
  }
}

async function thin(turn: Turn): Promise<void> {
  const paths = oldOnes(turn)
  if (paths.length <= DATED_KEPT || !(await turn.caughtUp())) return
  for (const path of paths.slice(0, paths.length - DATED_KEPT / 2)) unlinkSync(path)
}
