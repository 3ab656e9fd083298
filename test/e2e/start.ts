import { type Daemon, startTuyawatch, until } from '../support/process.ts'

export interface Started {
  readonly daemon: Daemon
  readonly url: string
}

/** Starts `run` with this configuration, perhaps in other surroundings, and waits until it is ready. */
export async function startRun(config: string, wrapper?: readonly string[]): Promise<Started> {
  const daemon = startTuyawatch(['run', '-c', config], {}, undefined, wrapper)
  const address = () => /http:\/\/127\.0\.0\.1:\d+/.exec(daemon.output())?.[0]
  const url = await until('the address in the log', address).catch((error: Error) => {
    throw new Error(`${error.message}; it printed:\n${daemon.output()}`)
  })
  await until('readiness', async () => (await fetch(`${url}/-/ready`)).ok)
  return { daemon, url }
}
