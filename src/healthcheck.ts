import { get as getPlain, type IncomingMessage } from 'node:http'
import { get as getTls } from 'node:https'

/**
 * The check of the image, which has no shell and no curl: `node dist/healthcheck.js [PORT]` ends with 0 where a daemon of this
 * container answers. Over TLS it does not ask whose certificate that is; a daemon that demands ours has answered by that.
 */
const [port = '9877'] = process.argv.slice(2)

/** For each of two attempts; Docker gives up after 3 s. */
const PATIENCE_MS = 1_400

const isWell = await attempt(getPlain, 'http')
  .catch(() => attempt(getTls, 'https'))
  .catch(() => false)
process.exitCode = isWell ? 0 : 1

function attempt(get: typeof getTls, scheme: 'http' | 'https'): Promise<boolean> {
  const { promise, resolve, reject } = Promise.withResolvers<boolean>()
  const options = { rejectUnauthorized: false, timeout: PATIENCE_MS }
  let isEncrypted = false
  const request = get(`${scheme}://127.0.0.1:${port}/-/healthy`, options, (response) =>
    resolve(isHealthy(response)),
  )
  request.on('socket', (socket) => socket.on('secureConnect', () => (isEncrypted = true)))
  request.on('timeout', () => request.destroy())
  request.on('error', (error) => (isEncrypted ? resolve(true) : reject(error)))
  return promise
}

function isHealthy({ statusCode }: IncomingMessage): boolean {
  return statusCode === 200
}
