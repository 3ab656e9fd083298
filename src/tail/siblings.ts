import { dirname, join } from 'node:path'
import type { Position } from '../types/file.ts'
import { isAkin } from './copies.ts'
import { Failure, type FileStat, type Files } from './files.ts'
import type { Sibling } from './sweep.ts'

/** Finds the files beside a position whose names rotation could have made, whether a pattern names them or not. Lists each directory once. */
export function siblingFinder(files: Files): (position: Position) => readonly Sibling[] {
  const listed = new Map<string, readonly string[]>()
  const looked = new Map<string, FileStat | undefined>()
  const pathsIn = (directory: string) => {
    const known = listed.get(directory) ?? listPaths(files, directory)
    listed.set(directory, known)
    return known
  }
  const statOf = (path: string) => {
    if (!looked.has(path)) looked.set(path, regularFile(files, path))
    return looked.get(path)
  }
  return (position) =>
    pathsIn(dirname(position.path))
      .filter((path) => isAkin(position.path, path))
      .flatMap((path) => {
        const stat = statOf(path)
        return stat ? [{ path, stat }] : []
      })
}

function listPaths(files: Files, directory: string): readonly string[] {
  const names = files.list(directory)
  if (names === undefined || names instanceof Failure) return []
  return names.map((name) => join(directory, name))
}

function regularFile(files: Files, path: string): FileStat | undefined {
  const stat = files.stat(path)
  return stat instanceof Failure || stat?.kind !== 'file' ? undefined : stat
}
