import { accessSync, constants, globSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import picomatch from 'picomatch'
import type { Config, LogEntry, Receiver } from '../types/config.ts'

/** What a pattern of a `logs` entry finds on this machine now. */
export interface Match {
  readonly pattern: string
  readonly files: readonly string[]
  /** It names a directory, where files were meant. */
  readonly directory: boolean
  /** Files that match and that this user may not read, each with the system's error. */
  readonly unreadable: readonly Unreadable[]
}

export interface Unreadable {
  readonly file: string
  readonly error: unknown
}

/** The files that an entry follows now. Directories and what `exclude` leaves out do not count. */
export function lookAtLog({ paths, exclude }: LogEntry): readonly Match[] {
  const excluded = picomatch([...exclude])
  return paths.map((pattern) => {
    const files = filesOf(pattern).filter((file) => !excluded(file) && !excluded(basename(file)))
    const directory = statSync(pattern, { throwIfNoEntry: false })?.isDirectory() ?? false
    return { pattern, files, directory, unreadable: files.flatMap(unreadable) }
  })
}

/** Secrets, certificates and the user's catalog files that cannot be read. */
export function lookAtFiles({ receivers, catalog }: Config): readonly Unreadable[] {
  return [...receivers.flatMap(filesOfReceiver), ...catalog].flatMap(unreadable)
}

function filesOf(pattern: string): readonly string[] {
  if (pattern === '-') return []
  return globSync(pattern)
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile())
    .toSorted()
}

function filesOfReceiver({ email: { smtp } }: Receiver): readonly string[] {
  const password =
    smtp.password !== undefined && 'file' in smtp.password ? [smtp.password.file] : []
  return smtp.caFile === undefined ? password : [...password, smtp.caFile]
}

function unreadable(file: string): readonly Unreadable[] {
  try {
    accessSync(file, constants.R_OK)
    return []
  } catch (error) {
    return [{ file, error }]
  }
}
