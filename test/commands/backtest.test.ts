import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import { Command } from 'commander'
import { afterEach, expect, test, vi } from 'vitest'
import { registerBacktest } from '../../src/commands/backtest.ts'
import { MINUTE, SECOND } from '../../src/types/time.ts'
import { failure, foreign, success } from '../support/answers.ts'
import { temporaryDirectory } from '../support/directory.ts'

const START = Date.UTC(2026, 2, 1, 10)

const RECEIVERS = 'receivers: [{ name: ops, email: { to: a@b, from: a@b, smtp: { host: mail } } }]'

const CONFIG = `
logs: [{ name: app, path: "app.log*", project: eu }, { path: other.log }]
rules: [{ name: tokens, match: { code: 1010 }, count: 4, window: 1m }, { name: silent, count: 99, window: 1m }]
${RECEIVERS}
`

afterEach(() => {
  vi.restoreAllMocks()
  process.exitCode = 0
})

async function tuyawatch(...args: string[]) {
  const out: string[] = []
  const err: string[] = []
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => out.push(String(text)) > 0)
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => err.push(String(text)) > 0)
  process.exitCode = 0
  const program = new Command('tuyawatch').exitOverride()
  registerBacktest(program)
  await program.parseAsync(['backtest', ...args], { from: 'user' })
  return { out: out.join(''), err: err.join(''), exit: Number(process.exitCode) }
}

/** Six refused tokens in six seconds over three files, then a success two minutes later. */
function logs(): string {
  const directory = temporaryDirectory()
  const write = (name: string, bytes: string | Uint8Array) =>
    writeFileSync(join(directory, name), bytes)
  const tokens = (from: number) =>
    [0, 1].map((n) => `${failure(1010, 'token invalid', START + (from + n) * SECOND)}\n`).join('')
  const recovery = success(START + 2 * MINUTE).replace('openapi response:', 'GET /v1.0/devices ->')
  write('app.log.2.gz', gzipSync(tokens(0)))
  write('app.log.1.zst', zstdCompressSync(tokens(2)))
  write('app.log', `${tokens(4)}${recovery}\n${foreign(START + 20 * MINUTE)}\n`)
  write('c.yaml', CONFIG)
  return directory
}

test('tells every alert and mail of plain and compressed files in order of their time, and other thresholds', async () => {
  const directory = logs()
  const { out, err, exit } = await tuyawatch(
    ...['-c', join(directory, 'c.yaml'), join(directory, 'app.log*')],
  )
  expect({ err, exit }).toEqual({ err: '', exit: 0 })
  expect(
    out.replace(/in \d+\.\d\d s|\(\w{8}\)$/gm, '…').replace(/[\d.]+ (KiB|bytes)/, '… bytes'),
  ).toBe(
    `Read 3 files, … bytes, 8 lines ….
Found 7 answers of the Tuya cloud, 6 errors among them.
They are from 2026-03-01 10:00:00 to 2026-03-01 10:02:00 (UTC).
These rules would have fired 1 alert and sent 2 mails, 2.0 a day.

Timeline (UTC)
  2026-03-01 10:00:03  fires     tokens project=eu: 4 errors since 2026-03-01 10:00:00 (threshold_reached)
  2026-03-01 10:00:05  mail      to ops, firing (new_alert): [tuyawatch] tokens – eu …
  2026-03-01 10:02:00  resolved  tokens project=eu: by evidence, after 6 errors
  2026-03-01 10:02:01  mail      to ops, resolved (resolved): [tuyawatch] tokens – eu …

Mails a day
DAY (UTC)   ALERTS  MAILS
2026-03-01       1      2  ██████████████████████████████

Rules, the noisiest first
RULE    ALERTS  MAILS  AT HALF  AT DOUBLE  FIRES AT
tokens       1      2        2          0  at least 4 errors of code 1010 within 1m, for each proje…
silent       0      0        0          0  at least 99 errors within 1m, for each project
AT HALF and AT DOUBLE: mails of the rule if all thresholds were half or double as high.
`,
  )
})

test('--json has the same as one object a line', async () => {
  const directory = logs()
  const { out } = await tuyawatch(
    ...['--json', '-c', join(directory, 'c.yaml'), join(directory, 'app.log*')],
  )
  const objects = out
    .trim()
    .split('\n')
    .map((line): unknown => JSON.parse(line))
  expect(objects).toEqual([
    expect.objectContaining({
      type: 'fires',
      time: '2026-03-01T10:00:03.000Z',
      rule: 'tokens',
      group: { project: 'eu' },
      count: 4,
      reason: 'threshold_reached',
    }),
    expect.objectContaining({ type: 'mail', receiver: 'ops', kind: 'firing', rules: ['tokens'] }),
    expect.objectContaining({ type: 'resolved', by: 'evidence', count: 6 }),
    expect.objectContaining({ type: 'mail', kind: 'resolved' }),
    { type: 'day', day: '2026-03-01', alerts: 1, mails: 2 },
    { type: 'rule', rule: 'tokens', alerts: 1, mails: 2, mails_at_half: 2, mails_at_double: 0 },
    { type: 'rule', rule: 'silent', alerts: 0, mails: 0, mails_at_half: 0, mails_at_double: 0 },
    expect.objectContaining({
      type: 'summary',
      files: 3,
      lines: 8,
      answers: 7,
      errors: 6,
      without_time: 0,
      alerts: 1,
      mails: 2,
    }),
  ])
})

test('--diff shows alerts that are gone, new or moved under the other configuration', async () => {
  const directory = logs()
  const other = (count: number) => {
    const file = join(directory, `count-${count}.yaml`)
    writeFileSync(file, CONFIG.replace('count: 4', `count: ${count}`))
    return file
  }
  const [before, paths] = [join(directory, 'c.yaml'), join(directory, 'app.log*')]
  const moved = await tuyawatch('-c', before, '--diff', other(5), paths)
  expect(moved.out).toContain(
    '~ moved  tokens project=eu: 2026-03-01 10:00:03 to 2026-03-01 10:02:00 → 2026-03-01 10:00:04 to 2026-03-01 10:02:00',
  )
  const gone = await tuyawatch('-c', before, '--diff', other(7), paths)
  expect(gone.out).toContain('- gone   tokens project=eu')
  expect(gone.out).toContain('1 alert → 0, 2 mails → 0')
  const added = await tuyawatch('--json', '-c', other(7), '--diff', before, paths)
  expect(JSON.parse(added.out.split('\n')[0] ?? '')).toMatchObject({
    ...{ type: 'alert', change: 'new', before: null },
    after: { rule: 'tokens', fired: '2026-03-01T10:00:03.000Z' },
  })
  const same = await tuyawatch('-c', before, '--diff', before, paths)
  expect(same.out).toContain('Every alert would have fired and ended at the same times.')
})

test('what is strange is told on standard error: files of no entry, that cannot be read, without times, and nobody to tell', async () => {
  const directory = logs()
  writeFileSync(join(directory, 'timeless'), 'WARN [TuyaPlatform] code=1106, msg=permission deny\n')
  writeFileSync(join(directory, 'nobody.yaml'), CONFIG.replace(RECEIVERS, ''))
  const { out, err, exit } = await tuyawatch(
    ...[
      '-c',
      join(directory, 'nobody.yaml'),
      join(directory, 'timeless'),
      join(directory, 'gone.log'),
    ],
  )
  expect(err).toContain('timeless: no `logs` entry names it; read as app, the first one')
  expect(err).toContain('gone.log: no such file')
  expect(err).toContain('names no receiver')
  expect(out).toContain('Left out, because nothing tells their time: 1 answer.')
  expect(exit).toBe(0)
})

test.for([
  { args: ['-c', 'missing.yaml', 'app.log'], says: 'missing.yaml: cannot be read' },
  { args: ['-c', 'c.yaml', '--diff', 'c.yaml', '-'], says: 'standard input cannot be read twice' },
  { args: ['-c', 'c.yaml', 'gone.log'], says: 'gone.log: no such file' },
])('exit code 2: $says', async ({ args, says }) => {
  const directory = logs()
  const placed = args.map((arg) => (/^[-]/.test(arg) ? arg : join(directory, arg)))
  const { err, exit } = await tuyawatch(...placed)
  expect(err).toContain(says)
  expect(exit).toBe(2)
})
