import type { Identity } from '../types/event.ts'
import type { Response } from '../types/record.ts'
import type { Millis } from '../types/time.ts'
import { Hash } from './hash.ts'

/** All that an answer can be recognised by when it is logged again; nothing, if neither tid nor `t` was logged. */
export function identitiesOf({ tid, t, code = '' }: Response): readonly Identity[] {
  if (tid === undefined) return t === undefined ? [] : [codeAndTime(code, t)]
  return t === undefined ? [traceId(tid)] : [traceId(tid), codeAndTime(code, t)]
}

/** Some loggers print a tid as a UUID. */
function traceId(tid: string): Identity {
  return { by: 'tid', hash: hash.from(TID).id(tid).bits }
}

function codeAndTime(code: string, t: Millis): Identity {
  return { by: 'code_t', hash: hash.from(CODE_T).text(code).number(t).bits }
}

const hash = new Hash()
const TID = 1
const CODE_T = 2
