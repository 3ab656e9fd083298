import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chownSync,
  existsSync,
  globSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { failure } from '../support/answers.ts'
import { temporaryDirectory } from '../support/directory.ts'
import { freePort } from '../support/port.ts'
import { scrape, sumOf, until } from '../support/process.ts'

/** What `.ci/image DIRECTORY` made. */
const IMAGE = process.env['TUYAWATCH_IMAGE'] ?? ''
const IS_MISSING = IMAGE === ''
const ROOT = join(IMAGE, 'rootfs')

/** The image's user. */
const USER = 65_532

/** What an engine waits at most before it kills is 10 s; a sidecar should not be what a pod waits for. */
const END_MAX_MS = 2_000

/** Node and the reader of the configuration start on a busy machine. */
const START_MAX_MS = 60_000

test.skipIf(IS_MISSING)(
  'the image runs read-only, as nobody and as process 1, counts a line, is healthy and ends within 2 s (needs TUYAWATCH_IMAGE, which .ci/image makes)',
  async () => {
    const { Entrypoint, Cmd, Env, Healthcheck, User } = imageConfig()
    expect(User).toBe(`${USER}:${USER}`)
    const volumes = prepareVolumes()
    const port = await freePort()
    const env = [...Env, `TUYAWATCH_LISTEN=127.0.0.1:${port}`]
    const container = contain(volumes, env, [...Entrypoint, ...Cmd])
    const counted = async () => {
      const samples = await scrape(`http://127.0.0.1:${port}`)
      return samples !== undefined && sumOf(samples, 'tuya_errors_total', { code: '2001' }) === 1
    }
    await until('the line', counted, START_MAX_MS)
    const status = readFileSync(`/proc/${firstProcess(container)}/status`, 'utf8')
    expect(status).toMatch(new RegExp(`^Uid:\\s+${USER}\\s+${USER}`, 'm'))
    expect(status).toMatch(/^NSpid:.*\s1$/m)
    const [form, ...check] = Healthcheck.Test
    expect(form, 'without a shell').toBe('CMD')
    expect(await once(contain(volumes, env, [...check, `${port}`]), 'exit')).toEqual([0, null])

    const asked = performance.now()
    process.kill(firstProcess(container), 'SIGTERM')
    expect(await once(container, 'exit')).toEqual([0, null])
    expect(performance.now() - asked).toBeLessThan(END_MAX_MS)
    expect(readdirSync(join(volumes, 'state'))).not.toEqual([])
  },
  2 * START_MAX_MS,
)

test.skipIf(IS_MISSING)(
  'every dependency in the image brings its licence, and no native code',
  () => {
    const packages = globSync('opt/tuyawatch/node_modules/**/package.json', { cwd: ROOT })
      .filter((file) => 'version' in JSON.parse(readFileSync(join(ROOT, file), 'utf8')))
      .map((file) => dirname(file))
    expect(packages.length).toBeGreaterThan(20)
    const unlicensed = packages.filter((folder) => !hasLicence(join(ROOT, folder)))
    expect(unlicensed).toEqual([])
    expect(globSync('opt/tuyawatch/**/*.node', { cwd: ROOT })).toEqual([])
    expect(existsSync(join(ROOT, 'opt/tuyawatch/LICENSE'))).toBe(true)
  },
)

test.skipIf(IS_MISSING)('what the image adds to its base has at most 10 MB', () => {
  const [, size] =
    /own layers ([\d.]+) MB/.exec(readFileSync(join(IMAGE, 'size.txt'), 'utf8')) ?? []
  expect(Number(size)).toBeLessThanOrEqual(10)
})

interface ImageConfig {
  readonly User: string
  readonly Env: readonly string[]
  readonly Entrypoint: readonly string[]
  readonly Cmd: readonly string[]
  readonly Healthcheck: { readonly Test: readonly string[] }
}

function imageConfig(): ImageConfig {
  return JSON.parse(readFileSync(join(IMAGE, 'config.json'), 'utf8')).config
}

/** A log that may only be read, a configuration, and a state that the image's user may write. */
function prepareVolumes(): string {
  const directory = temporaryDirectory()
  for (const name of ['log', 'config', 'state']) mkdirSync(join(directory, name))
  chownSync(directory, USER, USER)
  chownSync(join(directory, 'state'), USER, USER)
  writeFileSync(
    join(directory, 'log', 'app.log'),
    `${failure(2001, 'device is offline', Date.now())}\n`,
  )
  writeFileSync(
    join(directory, 'config', 'tuyawatch.yaml'),
    'logs: [{ path: /var/log/app/*.log, start_at: beginning }]\n',
  )
  return directory
}

/** As a container engine would: as the user, in a process namespace of its own, on a root that nobody can write to. */
function contain(
  volumes: string,
  env: readonly string[],
  command: readonly string[],
): ChildProcess {
  const mounts = [
    ['--ro-bind', join(volumes, 'log'), '/var/log/app'],
    ['--ro-bind', join(volumes, 'config'), '/etc/tuyawatch'],
    ['--bind', join(volumes, 'state'), '/var/lib/tuyawatch'],
  ]
  for (const [, , target = ''] of mounts) mkdirSync(join(ROOT, target), { recursive: true })
  const ids = [`${USER}`, '--gid', `${USER}`]
  const child = spawn(
    'setpriv',
    [
      ...[`--reuid=${USER}`, `--regid=${USER}`, '--clear-groups', 'bwrap', '--unshare-user'],
      ...['--unshare-pid', '--as-pid-1', '--die-with-parent', '--uid', ...ids],
      ...['--ro-bind', ROOT, '/', '--proc', '/proc', '--dev', '/dev', ...mounts.flat()],
      ...['--clearenv', ...env.flatMap((pair) => ['--setenv', ...nameAndValue(pair)]), ...command],
    ],
    { stdio: ['ignore', 'inherit', 'inherit'] },
  )
  onTestFinished(() => void child.kill('SIGKILL'))
  return child
}

function nameAndValue(pair: string): readonly string[] {
  const at = pair.indexOf('=')
  return [pair.slice(0, at), pair.slice(at + 1)]
}

/** bwrap stays outside and waits for the process 1 that it made. */
function firstProcess({ pid }: ChildProcess): number {
  return Number(readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim())
}

/** Some packages call it a licence, some name it after its terms. */
function hasLicence(folder: string): boolean {
  return readdirSync(folder).some((name) => /^(licen[cs]e|copying|mit)/i.test(name))
}
