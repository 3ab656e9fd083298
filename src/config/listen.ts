import { isIPv6 } from 'node:net'

export interface Listen {
  readonly host: string
  readonly port: number
}

/** Every interface, for `:9877`; IPv4, because a container without IPv6 cannot bind `::`. */
const ANY_HOST = '0.0.0.0'

export const PORT_MAX = 65_535

/**
 * Reads `HOST:PORT`, `[IPv6]:PORT` or `:PORT`; port 0 lets the system choose a free one.
 * Anything else is `undefined`.
 */
export function readListen(text: string): Listen | undefined {
  const match = /^(?:\[([^\]]+)\]|([^\s:[\]/]*)):(\d{1,5})$/.exec(text)
  if (match === null) return undefined
  const [, v6, host, digits] = match
  const port = Number(digits)
  if (port > PORT_MAX || (v6 !== undefined && !isIPv6(v6))) return undefined
  return { host: v6 ?? (host || ANY_HOST), port }
}
