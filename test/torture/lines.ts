import type { Random } from '../../src/demo/random.ts'
import { failure, foreign, success } from '../support/answers.ts'

/** What one entry of a log is, and what a perfect reader counts for it. */
export interface Entry {
  /** Without newlines at the ends of the lines. */
  readonly lines: readonly string[]
  /** The code that it counts as; absent for what is no error. */
  readonly code?: string
}

/** Codes whose answers show tid and t. */
const FULL = [2001, 2009, 28841004, 501] as const
/**
 * Codes that are only ever logged without tid and t, each in one shape: nothing but the position keeps such a line from being
 * counted twice, and no echo rule may take it for another's echo.
 */
const SENTENCE = '1106'
const BODY = '1108'

/** One third of the errors without tid and t. */
export function nextEntry(random: Random, now: number): Entry {
  switch (random.between(0, 8)) {
    case 0:
      return { lines: [success(now)] }
    case 1:
    case 2:
      return { lines: [foreign(now)] }
    case 3:
      return { lines: [sentence(now)], code: SENTENCE }
    case 4:
      return { lines: body(now), code: BODY }
    default: {
      const code = random.pick([...FULL])
      return { lines: [failure(code, 'device is offline', now)], code: `${code}` }
    }
  }
}

function sentence(now: number): string {
  return `${new Date(now).toISOString()} WARN [TuyaPlatform] Login failed. code=${SENTENCE}, msg=permission deny`
}

function body(now: number): readonly string[] {
  return [
    `${new Date(now).toISOString()} DEBUG [tuya_iot] Response: {`,
    `  "code": ${BODY},`,
    '  "msg": "uri path invalid",',
    '  "success": false',
    '}',
  ]
}
