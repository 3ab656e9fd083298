import { isAbsolute, join } from 'node:path'
import type { Machine } from './machine.ts'

/** Where a daemon of the system keeps its state. */
const SYSTEM_DIRECTORY = '/var/lib/tuyawatch'

/**
 * Where state goes if the configuration does not say: the directory that systemd made, else the system's if it can be
 * written, else the user's.
 *
 * Sources: systemd.exec(5), `StateDirectory=` (several are separated by colons); the XDG Base Directory Specification
 * (a relative `$XDG_STATE_HOME` is to be ignored).
 */
export function defaultStateDirectory({ environment, writable }: Machine): string {
  const bySystemd = environment['STATE_DIRECTORY']?.split(':')[0]
  if (bySystemd) return bySystemd
  if (writable(SYSTEM_DIRECTORY)) return SYSTEM_DIRECTORY
  const { XDG_STATE_HOME, HOME } = environment
  if (XDG_STATE_HOME && isAbsolute(XDG_STATE_HOME)) return join(XDG_STATE_HOME, 'tuyawatch')
  return HOME ? join(HOME, '.local/state/tuyawatch') : SYSTEM_DIRECTORY
}
