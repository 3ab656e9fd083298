import picomatch from 'picomatch'
import { escaped, type Pattern } from './promql.ts'

/**
 * A glob of a rule as an RE2 pattern, in which `*` stands for any text, slashes included; a text that is no glob stays one.
 * `undefined` where there is no plain counterpart: negations, extended globs such as `@(a|b)`, ranges such as `{1..3}`,
 * braces within braces, and `**` beside a slash.
 */
export function globPattern(glob: string): string | Pattern | undefined {
  if (!picomatch.scan(glob).isGlob) return glob
  const parts = [...glob.matchAll(PART)].map(([part]) => part)
  const isPlain = !EXTENDED.test(glob) && !parts.some((part) => LOOSE.has(part))
  return isPlain ? { regex: parts.map(regexOf).join('') } : undefined
}

const EXTENDED = /^!|[()|]|\{[^}]*\.\.|\[:|\/\*\*|\*\*\//

/** An escaped character, a run of stars, a class, a choice in braces, or a single character. */
const PART = /\\.|\*+|\[\^?[^\]\\[]+\]|\{[^{},]+(?:,[^{},]+)+\}|[\s\S]/gu

/** What belongs to none of these forms. */
const LOOSE: ReadonlySet<string> = new Set(['{', '}', '[', ']', '\\'])

function regexOf(part: string): string {
  if (part.startsWith('*')) return '.*'
  if (part === '?') return '[^/]'
  if (part.startsWith('[')) return part
  if (part.startsWith('{')) return `(?:${choicesOf(part).join('|')})`
  return escaped(part.replace(/^\\(?=.)/u, ''))
}

function choicesOf(braces: string): readonly string[] {
  return braces
    .slice(1, -1)
    .split(',')
    .map((choice) => [...choice.matchAll(PART)].map(([part]) => regexOf(part)).join(''))
}
