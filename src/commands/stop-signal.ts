/** Aborts at Ctrl-C, SIGTERM and the signals given besides; a second one ends the process at once. */
export function stopSignal(...besides: readonly NodeJS.Signals[]): AbortSignal {
  const stop = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM', ...besides] as const)
    process.once(signal, () => stop.abort())
  return stop.signal
}
