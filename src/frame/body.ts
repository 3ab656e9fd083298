import { openBrackets } from './brackets.ts'
import { isHead, repeatedPrefix } from './head.ts'

/**
 * What a record still waits for: closers of its brackets, more members of a body whose brackets were cut away, the
 * indented lines under an exception (its `code:` stands behind the stack), or the body that a colon announced.
 */
export interface Body {
  readonly kind: 'brackets' | 'members' | 'trace' | 'announced'
  /** Brackets open so far. */
  readonly depth: number
}

/** A line that belongs to the record, without the prefix it repeats, and what the record waits for behind it. */
export interface Continuation {
  readonly text: string
  readonly body: Body | 'closed'
}

/** What a record beginning with this line waits for; `closed` for the usual record of one line. */
export function bodyAfter(first: string): Body | 'closed' {
  const depth = openBrackets(first)
  if (depth > 0) return { kind: 'brackets', depth }
  if (depth < 0) return 'closed'
  if (MEMBER_CUT_OUT.test(first)) return { kind: 'members', depth }
  if (EXCEPTION.test(first) && !CLOSES.test(first)) return { kind: 'trace', depth }
  return announces(first) ? { kind: 'announced', depth } : 'closed'
}

/** Takes the next line into the record, or answers `undefined`: the line cannot continue it. */
export function continueBody(body: Body, first: string, line: string): Continuation | undefined {
  const prefix = repeatedPrefix(first, line)
  if (prefix === 0 && isHead(line)) return undefined
  const text = line.slice(prefix)
  if (prefix > 0 && !PREFIXED_BODY.test(text)) return undefined
  const next = bodyBehind(body, text)
  return next === undefined ? undefined : { text, body: next }
}

function bodyBehind(body: Body, text: string): Body | 'closed' | undefined {
  const depth = body.depth + openBrackets(text)
  switch (body.kind) {
    case 'brackets':
      return fitsBrackets(text) ? waiting('brackets', depth, depth <= 0) : undefined
    case 'members':
      return MEMBER.test(text)
        ? waiting(depth > 0 ? 'brackets' : 'members', depth, depth < 0)
        : undefined
    case 'trace':
      return INDENTED.test(text)
        ? waiting(depth > 0 ? 'brackets' : 'trace', depth, depth < 0)
        : undefined
    case 'announced':
      return afterAnnouncement(text, depth)
  }
}

function waiting(kind: Body['kind'], depth: number, closed: boolean): Body | 'closed' {
  return closed ? 'closed' : { kind, depth }
}

function afterAnnouncement(text: string, depth: number): Body | 'closed' | undefined {
  if (depth > 0) return { kind: 'brackets', depth }
  if (ASSIGNMENT.test(text)) return { kind: 'announced', depth: 0 }
  return OPENS.test(text) ? 'closed' : undefined
}

/** Blank, indented, or at the margin something that only a body holds; a whole object at the margin is a record of its own. */
function fitsBrackets(text: string): boolean {
  if (INDENTED.test(text) || text.trim() === '') return true
  if (OPENS.test(text)) return text.endsWith(',') || openBrackets(text) !== 0
  return BODY_AT_MARGIN.test(text)
}

const INDENTED = /^\s+\S/
const OPENS = /^\s*[{[(]/

/** `TuyaCloudSDKException [Error]: token invalid` */
const EXCEPTION = /(?:Error|Exception)(?: ?\[\w+\])?: /

/** A whole object that quotes an exception. */
const CLOSES = /[}\]]\s*$/

/** `[TuyaOpenAPI] Response:` */
function announces(text: string): boolean {
  const said = text.trimEnd()
  return said.endsWith(':') || said.endsWith('：')
}

/** `path = /v1.0/token` */
const ASSIGNMENT = /^\w+ = /

/** A member that begins a record, its brackets cut away: `"code": 1106,`, `code: 1106,`, `[code] => 1106`, `Code: 1106`. */
const MEMBER_CUT_OUT =
  /^\s*(?:(?:["'][\w.-]+["']|[\w$]+)\s*:\s.*,\s*$|["'][\w.-]+["']\s*:|\[["']?\w+["']?\]\s*=>|(?:err(?:or)?_?)?(?:code|msg|message)\s*[:=]\s)/i

/** A member or closers. */
const MEMBER = /^\s*(?:["'][\w.-]+["']\s*(?::|=>)|[\w$]+\s*[:=]|\[["']?\w+["']?\]\s*=>|[}\])])/

/** At the margin, within brackets: closers, quotes, or a bare key whose value is one or goes on. */
const BODY_AT_MARGIN =
  /^(?:[}\])"'`]|[\w$]+\s*(?::|=>?).*[,{[(]\s*$|[\w$]+\s*:\s*(?:-?\d|["'`]|true\b|false\b|null\b))/

/** What may stand behind a repeated prefix: an indented line, closers, or a member. */
const PREFIXED_BODY = /^(?:\s|[}\])]|["'][\w.-]+["']\s*(?::|=>)|[\w$]+\s*:\s.*,\s*$)/
