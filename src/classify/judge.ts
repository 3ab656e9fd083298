import type { Catalog, Entry } from '../types/catalog.ts'
import type { ErrorEvent } from '../types/event.ts'
import type { Response } from '../types/record.ts'
import { redact } from './redact.ts'

/** What a failure means, as far as code, message and path decide. */
export type Judgement = Pick<
  ErrorEvent,
  'code' | 'message' | 'category' | 'kind' | 'severity' | 'scope' | 'known'
>

/** Judges by this catalog. Each catalog remembers its judgements: an application says the same few things over and over. */
export function judgeWith(catalog: Catalog): (response: Response) => Judgement {
  const made = JUDGES.get(catalog)
  if (made) return made
  const judgements = new Map<string, Judgement>()
  const judge = (response: Response) => {
    const { code, message, path } = response
    const key = `${code ?? '\t'}\n${path ?? ''}\n${message ?? ''}`
    const known = judgements.get(key)
    if (known !== undefined) return known
    const judgement = judged(response, catalog)
    if (judgements.size >= JUDGEMENTS_MAX) judgements.clear()
    judgements.set(key, judgement)
    return judgement
  }
  JUDGES.set(catalog, judge)
  return judge
}

const JUDGES = new WeakMap<Catalog, (response: Response) => Judgement>()

/** Judgements remembered; beyond it all are forgotten. */
const JUDGEMENTS_MAX = 4_096

function judged({ code, message = '', path }: Response, catalog: Catalog): Judgement {
  const entry =
    code === undefined ? firstSaying(message, catalog) : catalog.find(code, message, path)
  const said = { code: code ?? entry?.code ?? NO_CODE, message: redact(message) }
  if (entry === undefined) return { ...said, ...UNKNOWN }
  const { category, kind, severity, scope } = entry
  return { ...said, category, kind, severity, scope, known: true }
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
