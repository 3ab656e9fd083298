import type { Catalog } from '../types/catalog.ts'
import type { Event } from '../types/event.ts'
import type { FileNumber } from '../types/file.ts'
import type { Response } from '../types/record.ts'
import type { Millis } from '../types/time.ts'
import { AnsweredWell, AnsweredWithError } from './answer-events.ts'
import { identitiesOf } from './identities.ts'
import { judgeWith } from './judge.ts'
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
  const parts = {
    response,
    where,
    time: timeOf(response, arrived, options),
    arrived,
    identities: identitiesOf(response),
  }
  if (response.success) return new AnsweredWell(parts)
  return new AnsweredWithError(parts, judgeWith(catalog)(response))
}
