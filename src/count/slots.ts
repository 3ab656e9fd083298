import type { Table } from '../types/state.ts'
import type { Millis } from '../types/time.ts'

/** Forgets the slots of a project that began before a moment. For when one is begun, which is seldom. */
export function forgetSlots(
  slots: Table<string, { readonly project: string; readonly start: Millis }>,
  project: string,
  before: Millis,
): void {
  for (const [key, slot] of slots.entries())
    if (slot.project === project && slot.start < before) slots.delete(key)
}
