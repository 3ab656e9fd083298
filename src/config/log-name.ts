import { resolve } from 'node:path'

/** What makes a part of a path a pattern: `*`, `?`, `[…]`, `{…}` and extended globs such as `@(…)`. */
const GLOB = /[*?[{]|[!@+]\(/

/** For a pattern without a fixed part, such as `/*.log`. */
const NAMELESS = 'logs'

export function isGlob(part: string): boolean {
  return GLOB.test(part)
}

/** The name of a `logs` entry that gives none: the last fixed part of its pattern, of a file name what stands before the first dot. */
export function logNameOf(pattern: string, directory: string): string {
  if (pattern === '-') return 'stdin'
  const parts = resolve(directory, pattern).split('/')
  const last = parts.findLastIndex((part) => !isGlob(part))
  const part = parts[last] ?? ''
  return (last === parts.length - 1 ? part.replace(/(?<=.)\..*$/, '') : part) || NAMELESS
}
