import { type Document, isAlias, isMap, isNode, isSeq, LineCounter, parseDocument } from 'yaml'
import type { Problem } from '../types/config.ts'

/** Keys and indexes from the top of a document down to a value. */
export type Path = readonly PropertyKey[]

/** A document as plain data, and the way back from that data to its lines. */
export interface Yaml {
  readonly js: unknown
  /** A problem at the place of what `path` names (or of its key); if that does not exist, of what holds it. */
  problem(path: Path, message: string, at?: 'value' | 'key'): Problem
}

/** `yaml` is absent where the structure cannot be trusted: complaints about it would mean nothing. */
export interface ReadYaml {
  readonly yaml?: Yaml
  readonly problems: readonly Problem[]
}

/** Times that aliases may be resolved: a few lines of them can stand for gigabytes. */
const ALIASES_MAX = 100

/** Reads a text that holds one document. */
export function readYaml(file: string, text: string): ReadYaml {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const problemAt = (offset: number, path: Path, message: string): Problem => {
    const { line, col: column } = lines.linePos(offset)
    return { file, line, column, path: path.map(String).join('.'), message }
  }
  const problems = document.errors.map(({ pos, message }) => problemAt(pos[0], [], message))
  const broken = document.errors.findIndex(({ code }) => code !== 'DUPLICATE_KEY')
  // Where the structure breaks the parser loses its place; what it says behind that is an echo.
  if (broken !== -1) return { problems: problems.slice(0, broken + 1) }
  try {
    const js: unknown = document.toJS({ maxAliasCount: ALIASES_MAX })
    const problem: Yaml['problem'] = (path, message, at = 'value') =>
      problemAt(offsetOf(document, path, at), path, message)
    return { yaml: { js, problem }, problems }
  } catch (error) {
    // An alias without its anchor, or too many of them, shows only when it is resolved.
    const message = error instanceof Error ? error.message : String(error)
    return { problems: [...problems, problemAt(0, [], message)] }
  }
}

function offsetOf(document: Document.Parsed, path: Path, at: 'value' | 'key'): number {
  let node: unknown = document.contents
  let value = startOf(node) ?? 0
  let key = value
  for (const segment of path) {
    const pair = pairOf(isAlias(node) ? node.resolve(document) : node, segment)
    if (pair === undefined) return value
    key = startOf(pair.key) ?? value
    value = startOf(pair.value) ?? key
    node = pair.value
  }
  return at === 'key' ? key : value
}

function pairOf(node: unknown, segment: PropertyKey): { key: unknown; value: unknown } | undefined {
  // Of doubled keys the data holds the last.
  if (isMap(node)) return node.items.findLast(({ key }) => String(key) === String(segment))
  if (!isSeq(node)) return undefined
  const value = node.items[Number(segment)]
  return value === undefined ? undefined : { key: value, value }
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined
}
