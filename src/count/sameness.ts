import type { Identity } from '../types/event.ts'

/** The names of one sighting of an answer. */
export interface Names {
  /** Under which it is remembered. */
  readonly remembered: readonly bigint[]
  /** Any of which, remembered before, makes it a duplicate. */
  readonly known: readonly bigint[]
}

/**
 * What makes two sightings one answer: the same tid; the same code and time where at least one of them shows no tid. Two
 * tids are two answers, also of one code in one millisecond: a mass of devices goes offline like that.
 */
export function namesOf(identities: readonly Identity[]): Names {
  let tid: bigint | undefined
  let codeT: bigint | undefined
  for (const { by, hash } of identities) {
    if (by === 'tid') tid ??= hash
    else codeT ??= hash
  }
  if (tid === undefined) {
    if (codeT === undefined) return { remembered: [], known: [] }
    return { remembered: [codeT], known: [codeT, besideTid(codeT)] }
  }
  if (codeT === undefined) return { remembered: [tid], known: [tid] }
  return { remembered: [tid, besideTid(codeT)], known: [tid, codeT] }
}

/** Another name for a code and time that a tid was logged with. */
function besideTid(codeT: bigint): bigint {
  return codeT ^ 1n
}
