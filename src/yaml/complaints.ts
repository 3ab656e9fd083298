import type * as z from 'zod'
import type { Path } from './read.ts'

/** One thing that the schema does not accept. */
export interface Complaint {
  readonly path: Path
  readonly message: string
  readonly at: 'value' | 'key'
}

type Issue = z.core.$ZodIssue

/** zod's issues, one mistake each: a line for every unknown key, and of a union the form that was most likely meant. */
export function complaints(issues: readonly Issue[], above: Path = []): readonly Complaint[] {
  return issues.flatMap((issue) => {
    const path = [...above, ...issue.path]
    if (issue.code === 'unrecognized_keys') return unknownKeys(issue, path)
    if (issue.code === 'invalid_union') return complaintsOfUnion(issue, path)
    const at = issue.code === 'invalid_key' ? 'key' : 'value'
    return [{ path, message: issue.message, at }]
  })
}

/** `wording` writes one line for each of the keys. */
function unknownKeys(
  { keys, message }: Extract<Issue, { code: 'unrecognized_keys' }>,
  path: Path,
): readonly Complaint[] {
  const lines = message.split('\n')
  return keys.map((key, i) => ({ path: [...path, key], message: lines[i] ?? message, at: 'key' }))
}

/**
 * A form whose own type fits was meant, the one with the fewest mistakes most likely; where none fits, all are named.
 */
function complaintsOfUnion(
  issue: Extract<Issue, { code: 'invalid_union' }>,
  path: Path,
): readonly Complaint[] {
  const [meant] = issue.errors
    .filter((errors) => !errors.some(isOfAnotherType))
    .toSorted((a, b) => a.length - b.length)
  if (meant !== undefined) return complaints(meant, path)
  return [{ path, message: issue.message, at: 'value' }]
}

function isOfAnotherType(issue: Issue): boolean {
  if (issue.path.length > 0) return false
  if (issue.code === 'invalid_union')
    return issue.errors.every((errors) => errors.some(isOfAnotherType))
  // A wrong word is still a word: the choice was meant, and can suggest the right one.
  if (issue.code === 'invalid_value')
    return issue.values.every((value) => typeof value !== typeof issue.input)
  return issue.code === 'invalid_type'
}
