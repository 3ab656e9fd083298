import type { Command } from 'commander'
import { readDuration } from '../config/duration.ts'
import { EXIT_FOUND } from './exit.ts'
import { refuse } from './refuse.ts'
import { askDaemon, type DaemonAddress } from './silence-client.ts'
import { silenceLine } from './silence-lines.ts'

interface AddOptions extends DaemonAddress {
  readonly for?: string
  readonly until?: string
  readonly from?: string
  readonly reason?: string
}

const DEFAULT_URL = 'http://127.0.0.1:9877'

export function registerSilence(program: Command): void {
  const silence = program
    .command('silence')
    .description('Silences on a running daemon: alerts that nobody is told of for a time')
  addressed(silence.command('add'))
    .description(
      'Silences the alerts that have all of these: rule=devices-* project=eu code=2001,2003',
    )
    .argument(
      '<key=value...>',
      'rule, project, source, path (globs), category, kind, severity, code',
    )
    .option('--for <duration>', 'how long, such as 2h')
    .option('--until <time>', 'or until when, such as 2026-11-21T06:00Z')
    .option('--from <time>', 'start; default: now')
    .option('--reason <text>', 'why; whoever looks wants to know')
    .action(add)
  addressed(silence.command('list'))
    .description('Those that hold or will, of the configuration too')
    .option('--json', 'one JSON object a line')
    .action(list)
  addressed(silence.command('expire'))
    .description('Ends silences')
    .argument('<id...>', 'their ids')
    .action(expire)
}

/** Where the daemon is, and what its web configuration may ask for. */
function addressed(command: Command): Command {
  return command
    .option('--url <url>', 'where the daemon answers', DEFAULT_URL)
    .option('--user <name>', 'one of the users of its web configuration')
    .option('--password-file <file>', 'the password of that user')
    .option('--ca-file <file>', 'who has signed its certificate, in PEM')
    .option('--cert-file <file>', 'our own certificate, where it asks for one')
    .option('--key-file <file>', 'the key of our own certificate')
}

async function add(pairs: readonly string[], options: AddOptions): Promise<void> {
  const match = matcherOf(pairs)
  const until = untilOf(options, Date.now())
  if (typeof match === 'string') return refuse([match])
  if (until === undefined) return refuse(['give its end: --for 2h, or --until 2026-11-21T06:00Z'])
  const { from, reason } = options
  const answer = await askDaemon(options, 'POST', '', {
    ...{ match, until },
    ...(from !== undefined && { from }),
    ...(reason !== undefined && { reason }),
  })
  if (!answer.ok) return fail(answer.why)
  process.stdout.write(`${silenceLine(answer.body)}\n`)
}

async function list(options: DaemonAddress & { readonly json?: true }): Promise<void> {
  const { json } = options
  const answer = await askDaemon(options, 'GET')
  if (!answer.ok) return fail(answer.why)
  const silences = silencesIn(answer.body)
  const lines = silences.map((one) => (json ? JSON.stringify(one) : silenceLine(one)))
  if (lines.length === 0 && !json) lines.push('nothing is silenced')
  process.stdout.write(lines.map((line) => `${line}\n`).join(''))
}

async function expire(ids: readonly string[], daemon: DaemonAddress): Promise<void> {
  for (const id of ids) {
    const answer = await askDaemon(daemon, 'DELETE', `/${encodeURIComponent(id)}`)
    if (answer.ok) process.stdout.write(`${id} is over\n`)
    else fail(`${id}: ${answer.why}`)
  }
}

/** `key=value,value` -> a matcher, or what is wrong with it. What keys and values there are, the daemon knows. */
function matcherOf(pairs: readonly string[]): Readonly<Record<string, string[]>> | string {
  const wrong = pairs.find((pair) => !/^\w+=./.test(pair))
  if (wrong !== undefined)
    return `expected key=value, such as category=device_offline, got "${wrong}"`
  return Object.fromEntries(
    pairs.map((pair) => {
      const [key = '', value = ''] = pair.split(/=(.*)/s)
      return [key, value.split(',')]
    }),
  )
}

function untilOf({ for: length, until, from }: AddOptions, now: number): string | undefined {
  if (length === undefined || until !== undefined) return until
  const ms = readDuration(length)
  const start = from === undefined ? now : Date.parse(from)
  return ms === undefined || Number.isNaN(start) ? undefined : new Date(start + ms).toISOString()
}

function silencesIn(body: unknown): readonly unknown[] {
  const inside = typeof body === 'object' && body !== null && 'silences' in body && body.silences
  return Array.isArray(inside) ? inside : []
}

function fail(why: string): void {
  process.stderr.write(`tuyawatch: ${why}\n`)
  process.exitCode = EXIT_FOUND
}
