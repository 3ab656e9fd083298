import type { Rule } from './rule.ts'
import { HOUR, type Millis } from './time.ts'

/** How long an error is new; after that the alert waits for recovery only. */
export const NEW_FOR: Millis = HOUR

/** How long a rule remembers what it counted: its window; one that compares needs what was before it, too. */
export function memoryOf({ condition, windowMs }: Rule): Millis {
  switch (condition.kind) {
    case 'spike':
      return 2 * windowMs
    case 'new':
      return windowMs + NEW_FOR
    default:
      return windowMs
  }
}
