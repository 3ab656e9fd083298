import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { onTestFinished } from 'vitest'

export interface Received {
  readonly method: string | undefined
  readonly path: string | undefined
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

export interface HttpServer {
  /** Without a slash at the end. */
  readonly url: string
  readonly received: readonly Received[]
}

/** A server that keeps what it is sent and answers as it is told; closed when the test is over. */
export async function startHttp(
  answer: (response: ServerResponse) => void = (response) => response.end('ok'),
): Promise<HttpServer> {
  const received: Received[] = []
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const { method, url: path, headers } = request
      received.push({ method, path, headers, body })
      answer(response)
    })
  })
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, received }
}
