import type { Matcher } from '../types/rule.ts'
import { globPattern } from './glob.ts'
import { labelMatcher } from './promql.ts'

/** Matchers of the labels that say where an error was logged. Globs without a pattern must have been refused before. */
export function placeMatchers({ source, project }: Matcher): readonly string[] {
  return [
    ...(source ? [labelMatcher('source', source.flatMap(patternsOf))] : []),
    ...(project ? [labelMatcher('project', project.flatMap(patternsOf))] : []),
  ]
}

function patternsOf(glob: string) {
  return globPattern(glob) ?? []
}
