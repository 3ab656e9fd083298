import { relative, sep } from 'node:path'
import type { LogEntry } from '../types/config.ts'
import type { Millis } from '../types/time.ts'
import { Directories } from './directories.ts'
import { Failure, type FileStat, type Files } from './files.ts'
import { keyOf } from './fingerprint.ts'
import type { Obstacles } from './obstacles.ts'
import { compilePatterns, type Pattern } from './pattern.ts'
import type { Obstacle } from './report.ts'

/** A regular file that a pattern names now. */
export interface Found {
  readonly key: string
  /** All its names under our patterns, the first by order of entry, pattern and alphabet. */
  readonly names: [string, ...string[]]
  readonly entry: LogEntry
  readonly stat: FileStat
}

/** Finds the files that the patterns name, each inode once. */
export class Discovery {
  readonly directories: Directories
  readonly #files: Files
  readonly #patterns: readonly Pattern[]
  readonly #obstacles: Obstacles
  /** What a pattern makes of one listing, for as long as the listing stands. */
  readonly #sorted = new Map<Pattern, WeakMap<readonly string[], Sorted>>()

  constructor(entries: readonly LogEntry[], files: Files, obstacles: Obstacles) {
    this.#files = files
    this.#obstacles = obstacles
    this.#patterns = compilePatterns(entries)
    this.directories = new Directories(files)
  }

  look(now: Millis): ReadonlyMap<string, Found> {
    const owners = new Map<string, Pattern>()
    for (const pattern of this.#patterns)
      for (const path of this.#pathsOf(pattern, now)) this.#claim(owners, path, pattern)
    const found = new Map<string, Found>()
    for (const [path, { entry }] of owners) this.#identify(found, path, entry)
    return found
  }

  /** The first entry wins. */
  #claim(owners: Map<string, Pattern>, path: string, pattern: Pattern): void {
    const owner = owners.get(path)
    if (!owner) owners.set(path, pattern)
    else if (owner.entry !== pattern.entry)
      this.#hinder(
        pattern.text,
        pattern.entry,
        'second_entry',
        `${path} belongs to ${owner.entry.name}`,
      )
  }

  #identify(found: Map<string, Found>, path: string, entry: LogEntry): void {
    const stat = this.#files.stat(path)
    if (stat === undefined) return
    if (stat instanceof Failure) {
      this.#hinder(path, entry, stat.trouble, stat.detail)
      return
    }
    if (stat.kind !== 'file') {
      this.#hinder(path, entry, stat.kind === 'directory' ? 'directory' : 'not_a_file')
      return
    }
    const key = keyOf(stat)
    const first = found.get(key)
    if (!first) found.set(key, { key, names: [path], entry, stat })
    else {
      first.names.push(path)
      this.#hinder(path, entry, 'second_name', `the same file as ${first.names[0]}`)
    }
  }

  #pathsOf(pattern: Pattern, now: Millis): readonly string[] {
    const there = pattern.maybeLiteral && this.#files.stat(pattern.text) !== undefined
    const literal = there && pattern.matches(pattern.text) ? [pattern.text] : []
    if (pattern.isGlob) return [...literal, ...this.#walk(pattern, pattern.base, new Set(), now)]
    if (!there) this.#hinder(pattern.text, pattern.entry, 'missing')
    return literal
  }

  /** Each directory once, so that symbolic links in a circle end. */
  #walk(pattern: Pattern, directory: string, visited: Set<string>, now: Millis): readonly string[] {
    const { key, paths, obstacle } = this.directories.list(directory, now)
    if (obstacle instanceof Failure)
      this.#hinder(directory, pattern.entry, obstacle.trouble, obstacle.detail)
    else if (obstacle && directory === pattern.base)
      this.#hinder(directory, pattern.entry, obstacle)
    if (visited.has(key)) return []
    visited.add(key)
    const { matching, deeper } = this.#sort(pattern, paths)
    return [...matching, ...deeper.flatMap((path) => this.#walk(pattern, path, visited, now))]
  }

  #sort(pattern: Pattern, paths: readonly string[]): Sorted {
    const known = this.#sorted.get(pattern) ?? new WeakMap<readonly string[], Sorted>()
    this.#sorted.set(pattern, known)
    const sorted = known.get(paths) ?? {
      matching: paths.filter((path) => pattern.matches(path)),
      deeper: paths.filter((path) => this.#descends(pattern, path)),
    }
    known.set(paths, sorted)
    return sorted
  }

  #hinder(path: string, { name }: LogEntry, obstacle: Obstacle, detail = ''): void {
    this.#obstacles.raise({ path, logs: name, obstacle, detail })
  }

  #descends(pattern: Pattern, path: string): boolean {
    const names = relative(pattern.base, path).split(sep)
    if (names.length > pattern.depth || !pattern.descends(names)) return false
    const stat = this.#files.stat(path)
    return stat !== undefined && !(stat instanceof Failure) && stat.kind === 'directory'
  }
}

/** A listing by what a pattern makes of it. */
interface Sorted {
  readonly matching: readonly string[]
  /** Directories that can hold matches. */
  readonly deeper: readonly string[]
}
