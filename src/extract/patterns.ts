import { RE2JS } from 're2js'
import type { UserPattern } from '../types/config.ts'
import type { Candidate } from './candidate.ts'
import { isFine } from './envelope.ts'
import type { Page } from './page.ts'

/** Matches of one pattern that are looked for in a line; so that the time stays linear whatever the pattern. */
const MATCHES_MAX = 20

/** Each match of each pattern, line by line, as a candidate that needs no other evidence. */
export function readPatterns(page: Page, patterns: readonly UserPattern[]): readonly Candidate[] {
  if (patterns.length === 0) return []
  const compiled = compiledOf(patterns)
  return page.starts.flatMap((start, line) => {
    const end = page.starts[line + 1]
    const text = page.text.slice(start, end === undefined ? undefined : end - 1)
    return compiled.flatMap((regex) => matchesIn(text, start, regex))
  })
}

/** Compiling costs a thousand times what matching a line does; a configuration's patterns live as long as it. */
const COMPILED = new WeakMap<readonly UserPattern[], readonly RE2JS[]>()

function compiledOf(patterns: readonly UserPattern[]): readonly RE2JS[] {
  const made = COMPILED.get(patterns)
  if (made) return made
  const compiled = patterns.map(({ pattern }) => RE2JS.compile(pattern))
  COMPILED.set(patterns, compiled)
  return compiled
}

function matchesIn(text: string, start: number, regex: RE2JS): readonly Candidate[] {
  if (!regex.test(text)) return []
  const found: Candidate[] = []
  const matcher = regex.matcher(text)
  for (let tries = 0; tries < MATCHES_MAX && matcher.find(); tries++) {
    const at = start + matcher.start('code')
    const candidate = read((name) => matcher.getNamedGroups()[name]?.trim() || undefined)
    if (candidate)
      found.push({ ...candidate, at, from: start + matcher.start(), to: start + matcher.end() })
  }
  return found
}

type Groups = (name: string) => string | undefined

function read(group: Groups): Omit<Candidate, 'at' | 'from' | 'to'> | undefined {
  const code = group('code')
  if (code === undefined) return undefined
  const tid = group('tid')
  const said = { shape: 'pattern', user: userOf(group), ...(tid !== undefined && { tid }) } as const
  if (isFine(code)) return { kind: 'success', ...said }
  const message = group('message')
  return { kind: 'failure', code, ...said, ...(message !== undefined && { message }) }
}

function userOf(group: Groups): NonNullable<Candidate['user']> {
  const [path, device, time] = [group('path'), group('device_id'), group('time')]
  return {
    ...(path !== undefined && { path }),
    ...(device !== undefined && { device }),
    ...(time !== undefined && { time }),
  }
}
