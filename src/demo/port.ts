import { once } from 'node:events'
import { createServer } from 'node:net'

interface Address {
  readonly host: string
  readonly port: number
}

/** The port, if nobody has it; else 0, at which the system gives a free one. */
export async function portOrFree({ host, port }: Address): Promise<number> {
  const probe = createServer()
  try {
    probe.listen(port, host)
    await once(probe, 'listening')
    probe.close()
    await once(probe, 'close')
    return port
  } catch {
    return 0
  }
}
