import { grouped } from '../text/grouped.ts'
import type { Millis } from '../types/time.ts'

/** Writes text in a colour or style of node:util's `styleText`, or plainly. */
export type Paint = (
  style: 'bold' | 'dim' | 'red' | 'yellow' | 'cyan' | 'green',
  text: string,
) => string

/** `1,234 errors`, `1 error` */
export function counted(count: number, singular: string, plural = `${singular}s`): string {
  return `${grouped(count)} ${count === 1 ? singular : plural}`
}

const UNITS = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB'] as const

/** `12.4 MiB` */
export function sized(bytes: number): string {
  const power = Math.min(UNITS.length - 1, Math.floor(Math.log2(Math.max(1, bytes)) / 10))
  const value = bytes / 1024 ** power
  return `${power === 0 ? value : value.toFixed(1)} ${UNITS[power]}`
}

/** `2026-03-01 10:00:05`, in UTC */
export function dated(at: Millis): string {
  return new Date(at).toISOString().slice(0, 19).replace('T', ' ')
}

/** `10:00:05`, in UTC */
export function clockTime(at: Millis): string {
  return dated(at).slice(11)
}

/** `03-01 10:00`, in UTC */
export function dayTime(at: Millis): string {
  return dated(at).slice(5, 16)
}

/** Shortened to `columns` characters, the last one an ellipsis. */
export function fitted(text: string, columns: number): string {
  return text.length <= columns ? text : `${text.slice(0, Math.max(0, columns - 1))}…`
}

/** Broken between words into lines of at most `columns` characters; a longer word has its own line. */
export function wrapped(text: string, columns: number): readonly string[] {
  const lines: string[] = []
  for (const word of text.split(/\s+/)) {
    const longer = `${lines.at(-1) ?? ''} ${word}`
    if (lines.length > 0 && longer.length <= columns) lines[lines.length - 1] = longer
    else lines.push(word)
  }
  return lines
}

const FAILURES: Readonly<Record<string, string>> = {
  ENOENT: 'no such file',
  EACCES: 'this user may not read it',
  EISDIR: 'is a directory',
  Z_BUF_ERROR: 'the archive ends too early',
}

/** Why a file cannot be read, from the system's error. */
export function unreadableWords(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const code = 'code' in error ? String(error.code) : ''
  return FAILURES[code] ?? error.message
}
