import type { Catalog, Entry } from '../types/catalog.ts'
import type { ErrorEvent } from '../types/event.ts'
import type { Response } from '../types/record.ts'
import { remembered } from './remembered.ts'

/** What a failure means, as far as code, message and path decide. */
export type Judgement = Pick<
  ErrorEvent,
  'code' | 'category' | 'kind' | 'severity' | 'scope' | 'known'
>

/** Judges by this catalog; an application says the same few things over and over, so that each is judged once. */
export function judgeWith(catalog: Catalog): Judge {
  const made = JUDGES.get(catalog)
  if (made) return made
  const judgesOfCode = remembered((code) => judgesOf(code, catalog))
  const judge = (response: Response) => judgesOfCode(response.code ?? UNCODED)(response)
  JUDGES.set(catalog, judge)
  return judge
}

const JUDGES = new WeakMap<Catalog, Judge>()

type Judge = (response: Response) => Judgement

/** No code that is printed. */
const UNCODED = '\n'

/** A code with one meaning is judged once; others for each message, and for each path too, where it decides. */
function judgesOf(code: string, catalog: Catalog): Judge {
  const [entry, ...others] = catalog.entries.filter((entry) => entry.code === code)
  if (code !== UNCODED && others.length === 0 && entry?.when === undefined) {
    const judgement = judged(code, '', '', catalog)
    return () => judgement
  }
  const dependsOnPath = [entry, ...others].some((one) => one?.when?.path)
  const judgesOfMessage = remembered((message) =>
    remembered((path) => judged(code, message, path, catalog)),
  )
  return ({ message = '', path = '' }) => judgesOfMessage(message)(dependsOnPath ? path : '')
}

function judged(printed: string, message: string, path: string, catalog: Catalog): Judgement {
  const entry =
    printed === UNCODED ? firstSaying(message, catalog) : catalog.find(printed, message, path)
  const code = printed === UNCODED ? (entry?.code ?? NO_CODE) : printed
  if (entry === undefined) return { code, ...UNKNOWN }
  const { category, kind, severity, scope } = entry
  return { code, category, kind, severity, scope, known: true }
}

/** Clients that print the message alone: codes that share a text are treated alike. */
function firstSaying(message: string, catalog: Catalog): Entry | undefined {
  return catalog.findByMessage(message)[0]
}

/** The label of a failure of which nothing but the failing was logged. */
const NO_CODE = 'none'

/** Tuya's shape, but nobody has described the code: worth a look, not a call at night. */
const UNKNOWN = {
  category: 'unknown',
  kind: 'unknown',
  severity: 'warning',
  scope: 'project',
  known: false,
} as const
