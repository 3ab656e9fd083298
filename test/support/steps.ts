import { Session } from 'node:inspector'
import { setFlagsFromString } from 'node:v8'

/**
 * How many blocks of the program's own code run while `work` does: the engine's own count, so it is the same on every
 * run and machine. What a regular expression does within one call is not seen. Optimised code counts not all, so none
 * is made meanwhile.
 */
export function countSteps(work: () => void): number {
  for (const compiler of COMPILERS) setFlagsFromString(`--no-${compiler}`)
  try {
    return counted(work)
  } finally {
    for (const compiler of COMPILERS) setFlagsFromString(`--${compiler}`)
  }
}

const COMPILERS = ['opt', 'maglev']

function counted(work: () => void): number {
  const session = new Session()
  session.connect()
  session.post('Profiler.enable')
  session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true })
  try {
    work()
    return blocksRun(session)
  } finally {
    session.post('Profiler.stopPreciseCoverage')
    session.disconnect()
  }
}

function blocksRun(session: Session): number {
  let steps = 0
  session.post('Profiler.takePreciseCoverage', (error, { result }) => {
    if (error) throw error
    const own = result.filter(({ url }) => url.includes('/src/'))
    for (const { functions } of own)
      for (const { ranges } of functions) for (const { count } of ranges) steps += count
  })
  return steps
}
