import type { Identity } from '../types/event.ts'
import type { Response } from '../types/record.ts'
import { hash63 } from './fnv.ts'

/** All that an answer can be recognised by when it is logged again; nothing, if neither tid nor `t` was logged. */
export function identitiesOf({ tid, t, code = '' }: Response): readonly Identity[] {
  const identities: Identity[] = []
  if (tid !== undefined) identities.push({ by: 'tid', hash: hash63(`tid ${plain(tid)}`) })
  if (t !== undefined) identities.push({ by: 'code_t', hash: hash63(`code_t ${code} ${t}`) })
  return identities
}

/** Some loggers print a tid as a UUID, with dashes or in capitals. */
function plain(tid: string): string {
  return tid.replaceAll('-', '').toLowerCase()
}
