import type { Machine } from '../../src/config/machine.ts'

/** A machine on which nothing depends on where the tests run. */
export function machine(changes: Partial<Machine> = {}): Machine {
  return {
    environment: { HOME: '/home/ada' },
    directory: '/work-directory',
    hostname: 'host-1',
    timezone: 'UTC',
    writable: () => true,
    ...changes,
  }
}
