import { existsSync, globSync, statSync } from 'node:fs'
import { STDIN } from './bytes.ts'

/**
 * The files that paths, globs and `-` name, each once, in the order given.
 * A name that matches nothing stays, so that opening it tells why it cannot be read.
 */
export function filesNamed(names: readonly string[]): readonly string[] {
  return [...new Set(names.flatMap(filesFor))]
}

/** Bytes of these files together; `undefined` when one of them does not know its size. */
export function sizeOf(files: readonly string[]): number | undefined {
  const sizes = files.map((file) => statSync(file, { throwIfNoEntry: false })?.size ?? 0)
  return files.includes(STDIN) ? undefined : sizes.reduce((sum, size) => sum + size, 0)
}

/** A file may be called like a pattern; then it is meant. */
function filesFor(name: string): readonly string[] {
  if (name === STDIN || existsSync(name)) return [name]
  const found = globSync(name).filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile())
  return found.length === 0 ? [name] : found.sort()
}
