import { statSync } from 'node:fs'
import { problemLine } from './config/problem-line.ts'
import { readWebConfig } from './config/web-config.ts'
import { StartError } from './start-error.ts'
import type { WebConfig } from './types/web-config.ts'

/**
 * A web configuration as its files are at each call, so that renewed certificates and changed passwords count from the next
 * connection and request on. Files that cannot be used are told once, and what they said before goes on.
 * Throws `StartError` where they cannot be used to begin with.
 */
export function followWebConfig(file: string, tell: (words: string) => void): () => WebConfig {
  const first = readWebConfig(file)
  if (!first.ok) throw new StartError(first.problems.map(problemLine).join('\n'))
  let current = first.value
  let known = stampOf(current.files)
  let told = ''
  const refuse = (problems: readonly string[]) => {
    const words = problems.join('\n')
    if (words !== told) tell(`${words}; the last good web configuration goes on`)
    told = words
    return current
  }
  return () => {
    if (stampOf(current.files) === known) return current
    const read = readWebConfig(file)
    // What is wrong may be mended in a file that is not known yet, so that it is read again at the next call.
    if (!read.ok) return refuse(read.problems.map(problemLine))
    const kept = unchangeable(current, read.value)
    if (kept !== undefined) return refuse([kept])
    current = read.value
    known = stampOf(current.files)
    told = ''
    return current
  }
}

/** Which files they are and when they were written last, links followed. */
function stampOf(files: readonly string[]): string {
  return files
    .map((file) => statSync(file, { bigint: true, throwIfNoEntry: false }))
    .map((stat) => (stat ? `${stat.dev}:${stat.ino}:${stat.mtimeNs}:${stat.size}` : 'missing'))
    .join(' ')
}

/** What a server is made with: people must not find TLS gone because a file lost a few lines. */
function unchangeable({ tls: before }: WebConfig, { tls: after }: WebConfig): string | undefined {
  if ((before === undefined) !== (after === undefined))
    return 'TLS begins and ends with a restart only'
  const asks = (tls: WebConfig['tls']) => tls !== undefined && tls.clientAuth !== 'NoClientCert'
  return asks(before) === asks(after)
    ? undefined
    : 'clients are asked for certificates, or no longer, with a restart only'
}
