import type { Rule } from './rule.ts'
import type { Millis } from './time.ts'

/** How long a rule remembers what it counted: its window; one that compares needs the window before it too. */
export function memoryOf({ condition, windowMs }: Rule): Millis {
  return condition.kind === 'spike' ? 2 * windowMs : windowMs
}
