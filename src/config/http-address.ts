import type { Checked } from '../types/config.ts'
import type { Environment } from './env.ts'
import { type Listen, readListen } from './listen.ts'
import { shown } from './text.ts'

/** Loopback, because the status page shows log lines. */
const DEFAULT_LISTEN: Listen = { host: '127.0.0.1', port: 9877 }

/** Flag over configuration over `$TUYAWATCH_LISTEN` over the default. A bad flag or variable is a problem without a line. */
export function httpAddress(
  flag: string | undefined,
  configured: Listen | undefined,
  environment: Environment,
): Checked<Listen> {
  if (flag !== undefined) return read('--listen', flag)
  if (configured !== undefined) return { ok: true, value: configured }
  const variable = environment['TUYAWATCH_LISTEN']
  return variable ? read('TUYAWATCH_LISTEN', variable) : { ok: true, value: DEFAULT_LISTEN }
}

function read(origin: string, text: string): Checked<Listen> {
  const value = readListen(text)
  if (value !== undefined) return { ok: true, value }
  const message = `expected HOST:PORT, such as 127.0.0.1:9877, got ${shown(text)}`
  return { ok: false, problems: [{ file: origin, path: '', message }] }
}
