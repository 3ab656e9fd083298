import type { Catalog, Entry } from '../types/catalog.ts'
import type { ErrorEvent } from '../types/event.ts'
import type { Response } from '../types/record.ts'
import { redact } from './redact.ts'
import { remembered } from './remembered.ts'

/** What a failure means, as far as code, message and path decide. */
export type Judgement = Pick<
  ErrorEvent,
  'code' | 'message' | 'category' | 'kind' | 'severity' | 'scope' | 'known'
>

/** Judges by this catalog; an application says the same few things over and over, so that each is judged once. */
export function judgeWith(catalog: Catalog): Judge {
  const made = JUDGES.get(catalog)
  if (made) return made
  const judgesOfCode = remembered((code) => judgesOf(code, catalog))
  const judge = (response: Response) => {
    const { code = UNCODED, message = '' } = response
    return judgesOfCode(code)(message)(response)
  }
  JUDGES.set(catalog, judge)
  return judge
}

const JUDGES = new WeakMap<Catalog, Judge>()

type Judge = (response: Response) => Judgement

/** No code that is printed. */
const UNCODED = '\n'

/** For each message; for each path too, where the code means one thing here and another there. */
function judgesOf(code: string, catalog: Catalog): (message: string) => Judge {
  const depends = catalog.entries.some((entry) => entry.code === code && entry.when?.path)
  return remembered((message) => {
    const said = redact(message)
    const judge = remembered((path) => judged(code, message, path, said, catalog))
    return depends ? ({ path = '' }) => judge(path) : () => judge('')
  })
}

function judged(
  printed: string,
  message: string,
  path: string,
  said: string,
  catalog: Catalog,
): Judgement {
  const entry =
    printed === UNCODED ? firstSaying(message, catalog) : catalog.find(printed, message, path)
  const code = printed === UNCODED ? (entry?.code ?? NO_CODE) : printed
  if (entry === undefined) return { code, message: said, ...UNKNOWN }
  const { category, kind, severity, scope } = entry
  return { code, message: said, category, kind, severity, scope, known: true }
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
