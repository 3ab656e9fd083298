import { accessSync, constants, statSync } from 'node:fs'
import { hostname } from 'node:os'
import { dirname } from 'node:path'
import type { Environment } from './env.ts'

/** What a configuration takes from the machine that it runs on. */
export interface Machine {
  readonly environment: Environment
  /** Absolute; relative paths of the command line start here. */
  readonly directory: string
  readonly hostname: string
  /** IANA zone in which loggers without a zone of their own print. */
  readonly timezone: string
  /** Whether files can be made in this directory, which may have to be made itself. */
  writable(directory: string): boolean
}

export function thisMachine(): Machine {
  return {
    environment: process.env,
    directory: process.cwd(),
    hostname: hostname(),
    timezone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
    writable,
  }
}

function writable(directory: string): boolean {
  try {
    const stat = statSync(directory, { throwIfNoEntry: false })
    if (stat === undefined) return dirname(directory) !== directory && writable(dirname(directory))
    accessSync(directory, constants.W_OK | constants.X_OK)
    return stat.isDirectory()
  } catch {
    return false
  }
}
