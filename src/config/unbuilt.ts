import type { Issue } from './issue.ts'

interface Unbuilt {
  /** `*` is any index. */
  readonly path: readonly string[]
  readonly words: string
  /** Which values need what is missing; absent: all. */
  readonly when?: (value: unknown) => boolean
}

const NOT_YET = 'is not built yet in this version'

/**
 * What the schema accepts and this version cannot do. A configuration that asks for it is refused rather than half
 * obeyed; who builds a feature removes its row.
 */
export const UNBUILT: readonly Unbuilt[] = [
  {
    path: ['http', 'web_config'],
    words: `"web_config" ${NOT_YET}; a reverse proxy can add TLS and users`,
  },
]

/** The places at which a configuration asks for what is not built. */
export function findUnbuilt(data: unknown): readonly Issue[] {
  return UNBUILT.flatMap(({ path, words, when = () => true }) =>
    find(data, path)
      .filter(({ value }) => when(value))
      .map((found) => ({ path: found.path, message: words })),
  )
}

interface Found {
  readonly path: Issue['path']
  readonly value: unknown
}

function find(data: unknown, path: readonly string[]): readonly Found[] {
  const [key, ...rest] = path
  if (key === undefined) return [{ path: [], value: data }]
  return childrenOf(data, key).flatMap(([at, child]) =>
    find(child, rest).map((found) => ({ path: [at, ...found.path], value: found.value })),
  )
}

function childrenOf(data: unknown, key: string): readonly (readonly [string | number, unknown])[] {
  if (Array.isArray(data)) return key === '*' ? [...data.entries()] : []
  if (typeof data !== 'object' || data === null) return []
  return Object.entries(data).filter(([name]) => name === key)
}
