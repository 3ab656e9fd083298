import type { Catalog, Entry } from '../types/catalog.ts'
import type { ErrorEvent, Event, SuccessEvent } from '../types/event.ts'
import type { FileNumber } from '../types/file.ts'
import type { Response } from '../types/record.ts'
import type { Millis } from '../types/time.ts'
import { identitiesOf } from './identities.ts'
import { redact } from './redact.ts'
import { timeOf } from './time.ts'

/** Where a response was found: the file, and the labels of its `logs` entry. */
export interface Where {
  readonly file: FileNumber
  readonly source: string
  readonly project: string
}

/**
 * What a response means: the catalog's judgement of its code, the time at which the cloud gave it, and what it can be
 * recognised by. No secret passes this point.
 */
export function classify(
  response: Response,
  where: Where,
  catalog: Catalog,
  arrived: Millis,
  options: { readonly live: boolean },
): Event {
  const common = {
    ...where,
    ...placeOf(response),
    ...timeOf(response, arrived, options),
    arrived,
    identities: identitiesOf(response),
  }
  if (response.success) return { ...common, success: true }
  return { ...common, success: false, ...judge(response, catalog) }
}

type Known = 'file' | 'source' | 'project' | 'at' | 'atFrom' | 'arrived' | 'identities' | 'success'

function placeOf(response: Response): Omit<SuccessEvent, Known> {
  const { path, device, tid, shape, evidence, start, line, offset, echo, text } = response
  return {
    ...(path === undefined ? {} : { path: redact(path) }),
    ...(device === undefined ? {} : { device }),
    ...(tid === undefined ? {} : { tid }),
    ...{ shape, evidence, start, line, offset, echo },
    sample: redact(text),
  }
}

type Judgement = Pick<
  ErrorEvent,
  'code' | 'message' | 'category' | 'kind' | 'severity' | 'scope' | 'known'
>

function judge({ code, message = '', path }: Response, catalog: Catalog): Judgement {
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
