import type { Identity } from '../types/event.ts'
import type { Response } from '../types/record.ts'
import { Hash } from './hash.ts'

/** All that an answer can be recognised by when it is logged again; nothing, if neither tid nor `t` was logged. */
export function identitiesOf({ tid, t, code = '' }: Response): readonly Identity[] {
  const identities: Identity[] = []
  if (tid !== undefined) {
    // Some loggers print a tid as a UUID.
    identities.push({ by: 'tid', hash: hash.from(TID).id(tid).bits })
  }
  if (t !== undefined) {
    identities.push({ by: 'code_t', hash: hash.from(CODE_T).text(code).number(t).bits })
  }
  return identities
}

const hash = new Hash()
const TID = 1
const CODE_T = 2
