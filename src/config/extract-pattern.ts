import { RE2JS } from 're2js'
import { suggest } from '../yaml/suggest.ts'
import { pattern } from './values.ts'

/** The named groups that mean something in a form of the user's own. */
const GROUPS = ['code', 'message', 'device_id', 'path', 'tid', 'time']

/** An RE2 pattern that names at least the code, and no group that nobody reads. */
export const extractPattern = pattern.superRefine((value, ctx) => {
  const wrong = groupsError(value)
  if (wrong !== undefined) ctx.addIssue({ code: 'custom', message: wrong, input: value })
})

function groupsError(pattern: string): string | undefined {
  const names = namesIn(pattern)
  if (names === undefined) return undefined
  const unknown = names.find((name) => !GROUPS.includes(name))
  if (unknown !== undefined) {
    const meant = suggest(unknown, GROUPS)
    const hint = meant === undefined ? '' : `; did you mean ${meant}?`
    return `expected named groups out of ${GROUPS.join(', ')}, got "${unknown}"${hint}`
  }
  return names.includes('code')
    ? undefined
    : String.raw`expected the named group code, such as (?P<code>-?\d+)`
}

/** `undefined` for what is no pattern: that is told already. */
function namesIn(pattern: string): readonly string[] | undefined {
  try {
    return Object.keys(RE2JS.compile(pattern).namedGroups())
  } catch {
    return undefined
  }
}
