import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { failureAt, successAt } from '../../src/demo/answer.ts'
import { createRandom } from '../../src/demo/random.ts'

let folder = ''

const T = Date.UTC(2026, 2, 1, 10)

function wire(code: number, msg: string, t: number): string {
  const answer = failureAt(t, { code, msg }, createRandom(code))
  return `api said ${JSON.stringify(answer)} path = /v1.0/devices`
}

function logAt(t: number): string {
  const success = successAt(t + 90_000, [{ code: 'switch_1', value: true }], createRandom(1))
  return [
    'starting',
    wire(28841004, 'No permissions. Your quota of Trial Edition is used up.', t),
    wire(1010, 'token invalid', t + 60_000),
    wire(1010, 'token invalid', t + 60_000),
    `api said ${JSON.stringify(success)}`,
    '',
  ].join('\n')
}

const LOG = logAt(T)

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tuyawatch-scan-test-'))
  writeFileSync(join(folder, 'billing.log'), LOG)
  writeFileSync(join(folder, 'old.log.1.gz'), gzipSync(logAt(T - 5_000)))
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

function tuyawatch(args: readonly string[], input = '') {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['src/main.ts', ...args], {
    input,
    encoding: 'utf8',
    env: { ...process.env, TZ: 'UTC' },
  })
  return { status, stderr, stdout }
}

function linesOf(stdout: string): Record<string, unknown>[] {
  return stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))
}

describe('scan --json', () => {
  test('prints one object for each answer, with every key of the contract.', () => {
    const file = join(folder, 'billing.log')
    const { status, stdout, stderr } = tuyawatch(['scan', '--json', file])
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    const [quota, token, again, success] = linesOf(stdout)
    expect(quota).toEqual({
      file,
      line: 2,
      offset: 'starting\n'.length,
      time: '2026-03-01T10:00:00.000Z',
      success: false,
      code: 28841004,
      message: 'No permissions. Your quota of Trial Edition is used up.',
      category: 'quota_billing',
      severity: 'critical',
      known: true,
      tid: expect.stringMatching(/^[0-9a-f]{12}1[0-9a-f]{19}$/),
      path: '/v1.0/devices',
      device_id: null,
      source: 'billing',
      shape: 'json',
      duplicate: false,
    })
    expect(token).toMatchObject({ line: 3, code: 1010, duplicate: false })
    expect(again).toMatchObject({ line: 4, code: 1010, duplicate: true })
    expect(success).toMatchObject({ line: 5, success: true, code: null, duplicate: false })
  })

  test.for([{ args: ['scan', '--json', 'FILE'] }, { args: ['scan', 'FILE', '--json'] }])(
    'takes its options in any order: $args',
    ({ args }) => {
      const { stdout } = tuyawatch(args.map((arg) => arg.replace('FILE', join(folder, '*.log*'))))
      expect(new Set(linesOf(stdout).map(({ source }) => source))).toEqual(
        new Set(['billing', 'old']),
      )
    },
  )

  test.for([
    { period: ['--since', '2026-03-01T10:00:30Z'], codes: [1010, 1010, null] },
    { period: ['--until', '2026-03-01T10:01:00Z'], codes: [28841004] },
    {
      period: ['--since', '2026-03-01T10:00:30', '--until', '2026-03-01T10:01:20'],
      codes: [1010, 1010],
    },
  ])('shows only what is asked for: $period', ({ period, codes }) => {
    const { stdout } = tuyawatch(['scan', '--json', join(folder, 'billing.log'), ...period])
    expect(linesOf(stdout).map(({ code }) => code)).toEqual(codes)
  })

  test('reads standard input, zipped as well.', () => {
    expect(linesOf(tuyawatch(['scan', '--json', '-'], LOG).stdout)).toHaveLength(4)
    const zipped = spawnSync(process.execPath, ['src/main.ts', 'scan', '--json', '-'], {
      input: gzipSync(LOG),
      encoding: 'utf8',
    })
    expect(linesOf(zipped.stdout)).toMatchObject([{ file: '-', source: 'stdin' }, {}, {}, {}])
  })

  test('ends quietly when its reader has enough.', async () => {
    const many = Array.from({ length: 60_000 }, (_, index) =>
      wire(1010, 'token invalid', T + index),
    )
    writeFileSync(join(folder, 'many.txt'), many.join('\n'))
    const scan = spawn(process.execPath, [
      'src/main.ts',
      'scan',
      '--json',
      join(folder, 'many.txt'),
    ])
    let stderr = ''
    scan.stderr.on('data', (data) => {
      stderr += data
    })
    scan.stdout.once('data', () => scan.stdout.destroy())
    const { promise, resolve } = Promise.withResolvers<number | null>()
    scan.once('exit', resolve)
    expect({ code: await promise, stderr }).toEqual({ code: 0, stderr: '' })
  })
})

describe('scan', () => {
  test('writes a report without colour into a pipe.', () => {
    const { status, stdout, stderr } = tuyawatch(['scan', join(folder, '*.log*')])
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(stdout).toContain('Read 2 files,')
    expect(stdout).toMatch(/^CRITICAL 28841004 .* \(2 times\)$/m)
    expect(stdout).toContain('Who must act: ')
    expect(stdout).not.toContain('\x1b')
  })

  test('names files that cannot be read, and reads the others.', () => {
    const { status, stdout, stderr } = tuyawatch([
      'scan',
      join(folder, 'billing.log'),
      '/no/such.log',
    ])
    expect({ status, stderr }).toEqual({
      status: 0,
      stderr: 'tuyawatch: /no/such.log: no such file\n',
    })
    expect(stdout).toContain('Read 1 file,')
  })

  test.for([
    { args: ['/no/such.log'], words: 'no such file', why: 'nothing could be read' },
    { args: [], words: "missing required argument 'path'", why: 'no file is named' },
    {
      args: ['--since', 'noon', 'x.log'],
      words: 'Expected 90m, 2d',
      why: 'a time is not understood',
    },
    { args: ['--jsn', 'x.log'], words: 'Did you mean --json?', why: 'an option is mistyped' },
  ])('exits with 2 when $why.', ({ args, words }) => {
    const { status, stdout, stderr } = tuyawatch(['scan', ...args])
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr).toContain(words)
  })
})
