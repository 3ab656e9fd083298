import { execFileSync, spawnSync } from 'node:child_process'
import {
  appendFileSync,
  chmodSync,
  chownSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { failure } from '../support/answers.ts'
import { temporaryDirectory } from '../support/directory.ts'
import { scrape, startTuyawatch, sumOf, until } from '../support/process.ts'
import { startRun } from './start.ts'

const line = () => `${failure(2001, 'device is offline', Date.now())}\n`

/** A configuration over `directory/log/*.log`, its state in `stateDir`. */
function configured(directory: string, stateDir = join(directory, 'state')): string {
  mkdirSync(join(directory, 'log'), { recursive: true })
  const config = join(directory, 'tuyawatch.yaml')
  writeFileSync(
    config,
    `state_dir: ${stateDir}\nhttp: { listen: 127.0.0.1:0 }\nlogs: [{ name: app, path: ${directory}/log/*.log, start_at: beginning }]\n`,
  )
  return config
}

async function errors(url: string): Promise<number> {
  return sumOf((await scrape(url)) ?? new Map(), 'tuya_errors_total')
}

/** Whether this machine lets a test do such things to its surroundings. Where it does, nothing is skipped. */
function permits(...command: readonly [string, ...string[]]): boolean {
  const [program, ...args] = command
  return spawnSync(program, args).status === 0
}

const ROOT = process.getuid?.() === 0
const NOBODY = 65_534

test('too few descriptors: what can be read is, it is said once, and the rest follows when some are free again', async () => {
  const directory = temporaryDirectory()
  const config = configured(directory)
  const { daemon, url } = await startRun(config, ['prlimit', `--nofile=${DESCRIPTORS}`])
  for (let n = 0; n < DESCRIPTORS; n++) writeFileSync(join(directory, 'log', `${n}.log`), line())
  await until('the word', () => daemon.output().includes('too_many_open_files'))
  expect(daemon.output().split('"obstacle":"too_many_open_files"').length - 1).toBe(1)
  // Those that it has open: they are read to their end, and closed.
  for (const log of logsOpenedBy(daemon.process.pid ?? 0)) rmSync(log)
  await until('all of them', async () => (await errors(url)) === DESCRIPTORS)
  expect(await daemon.end('SIGTERM')).toBe(0)
})

const DESCRIPTORS = 120

function logsOpenedBy(pid: number): readonly string[] {
  const directory = `/proc/${pid}/fd`
  const paths = readdirSync(directory).map((fd) => readlinkSync(join(directory, fd)))
  return paths.filter((path) => path.endsWith('.log'))
}

const LIMITED = ['unshare', '-U', '-r', 'sh', '-c'] as const
const FEW_WATCHES = 'echo 0 > /proc/sys/user/max_inotify_watches'

test.skipIf(!permits(...LIMITED, FEW_WATCHES))(
  'no inotify watches are left: it says so, sweeps, and counts all the same',
  async () => {
    const directory = temporaryDirectory()
    const config = configured(directory)
    const { daemon, url } = await startRun(config, [...LIMITED, `${FEW_WATCHES}; exec "$0" "$@"`])
    await until('the mode', async () => {
      const samples = (await scrape(url)) ?? new Map()
      return sumOf(samples, 'tuyawatch_watch_mode', { mode: 'sweep' }) === 1
    })
    expect(daemon.output()).toContain('watch_limit')
    appendFileSync(join(directory, 'log', 'app.log'), line())
    await until('the line', async () => (await errors(url)) === 1)
    expect(await daemon.end('SIGTERM')).toBe(0)
  },
)

/** A file system of 2 MiB in memory. */
function smallDisk(path: string): void {
  mkdirSync(path)
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', path])
  onTestFinished(() => {
    execFileSync('umount', ['-l', path])
  })
}

const mayMount = ROOT && permits('unshare', '-m', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt')

test.skipIf(!mayMount)(
  'a disk that is really full: counting goes on, it is said, and all is saved when there is room',
  async () => {
    const directory = temporaryDirectory()
    const disk = join(directory, 'disk')
    smallDisk(disk)
    const config = configured(directory, join(disk, 'state'))
    const { daemon, url } = await startRun(config)
    const log = join(directory, 'log', 'app.log')
    appendFileSync(log, line())
    await until('the first line', async () => (await errors(url)) === 1)
    // Up to the last byte: `dd` fails when there is none left.
    spawnSync('dd', ['if=/dev/zero', `of=${join(disk, 'ballast')}`, 'bs=4k'])
    appendFileSync(log, Array.from({ length: 2_000 }, line).join(''))
    await until('the word', () => /full/.test(daemon.output()))
    rmSync(join(disk, 'ballast'))
    await until('room', async () => {
      const samples = (await scrape(url)) ?? new Map()
      return sumOf(samples, 'tuyawatch_state_writable') === 1
    })
    await until('all lines', async () => (await errors(url)) === 2_001)
    await daemon.end('SIGKILL')
    const again = await startRun(config)
    expect(await errors(again.url)).toBe(2_001)
    expect(await again.daemon.end('SIGTERM')).toBe(0)
  },
)

test.skipIf(!mayMount)(
  'a state directory that cannot be written is a reason not to start',
  async () => {
    const directory = temporaryDirectory()
    const disk = join(directory, 'disk')
    smallDisk(disk)
    const config = configured(directory, join(disk, 'state'))
    mkdirSync(join(disk, 'state'))
    execFileSync('mount', ['-o', 'remount,ro', disk])
    const daemon = startTuyawatch(['run', '-c', config])
    await until('its end', () => daemon.process.exitCode !== null)
    expect(daemon.process.exitCode).toBe(2)
    expect(daemon.output()).toMatch(/cannot open the state .*state\.sqlite/)
  },
)

const AS_NOBODY = ['setpriv', `--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups'] as const

test.skipIf(!ROOT || !permits(...AS_NOBODY, process.execPath, 'dist/main.js', '--help'))(
  'a permission that is missing, given, taken and given back, for a daemon that is not root',
  async () => {
    const directory = temporaryDirectory()
    const config = configured(directory)
    mkdirSync(join(directory, 'state'))
    for (const path of [directory, dirname(config), join(directory, 'state')]) {
      chmodSync(path, 0o755)
      chownSync(path, NOBODY, NOBODY)
    }
    const [first, second] = [join(directory, 'log', 'a.log'), join(directory, 'log', 'b.log')]
    writeFileSync(first, line(), { mode: 0o600 })
    const { daemon, url } = await startRun(config, AS_NOBODY)
    const unreadable = async () =>
      sumOf((await scrape(url)) ?? new Map(), 'tuyawatch_log_files', { state: 'unreadable' })
    await until('the trouble', async () => (await unreadable()) === 1)
    chmodSync(first, 0o644)
    await until('the first line', async () => (await errors(url)) === 1)
    chmodSync(first, 0o600)
    appendFileSync(first, line())
    await until('the open file to go on', async () => (await errors(url)) === 2)
    writeFileSync(second, line(), { mode: 0o600 })
    await until('the trouble again', async () => (await unreadable()) === 1)
    chmodSync(second, 0o644)
    await until('all lines', async () => (await errors(url)) === 3)
    expect(await unreadable()).toBe(0)
    expect(await daemon.end('SIGTERM')).toBe(0)
  },
)

test('a second daemon on the same state is refused with the pid of the first', async () => {
  const config = configured(temporaryDirectory())
  const { daemon } = await startRun(config)
  const second = startTuyawatch(['run', '-c', config])
  await until('its end', () => second.process.exitCode !== null)
  expect(second.process.exitCode).toBe(2)
  expect(second.output()).toContain(`"pid":${daemon.process.pid}`)
  expect(await daemon.end('SIGTERM')).toBe(0)
})
