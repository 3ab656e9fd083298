import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { temporaryDirectory } from './directory.ts'
import { freePort } from './port.ts'

/** Debian's package of this name; it can only be run by root. A continuous integration without it fails rather than skips. */
export const NO_POSTFIX =
  process.env['CI'] !== 'true' && !(existsSync('/usr/sbin/postfix') && process.getuid?.() === 0)

export interface Postfix {
  readonly port: number
  /** What it delivered so far, as it stands in the mailbox. */
  mails(): readonly string[]
}

export interface PostfixCertificate {
  readonly cert: string
  readonly key: string
}

/**
 * A real Postfix on this host alone, which delivers everything for example.com into one mailbox; for `gone@` it says 550, for
 * `slow@` 450. Stopped when the test is over.
 */
export async function startPostfix({ cert, key }: PostfixCertificate): Promise<Postfix> {
  const directory = temporaryDirectory()
  chmodSync(directory, 0o755)
  const port = await freePort()
  const mailbox = join(directory, 'mail', 'box', 'new')
  for (const name of ['queue', 'data', 'mail']) mkdirSync(join(directory, name))
  const [uid, gid] = ownerOf('postfix')
  for (const name of ['data', 'mail']) chownSync(join(directory, name), uid, gid)
  writeFileSync(join(directory, 'main.cf'), mainCf(directory, { cert, key }, uid, gid))
  writeFileSync(join(directory, 'master.cf'), masterCf(port))
  run(directory, 'start')
  onTestFinished(() => run(directory, 'stop'))
  return {
    port,
    mails: () => filesIn(mailbox).map((name) => readFileSync(join(mailbox, name), 'utf8')),
  }
}

function run(directory: string, command: 'start' | 'stop'): void {
  const { status, stderr } = spawnSync('postfix', ['-c', directory, command], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`postfix ${command}: ${stderr}`)
}

function ownerOf(user: string): [uid: number, gid: number] {
  const [uid, gid] = ['-u', '-g'].map((flag) =>
    Number(spawnSync('id', [flag, user], { encoding: 'utf8' }).stdout),
  )
  return [uid ?? 0, gid ?? 0]
}

function filesIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory)
  } catch {
    return []
  }
}

function mainCf(
  directory: string,
  { cert, key }: PostfixCertificate,
  uid: number,
  gid: number,
): string {
  return `
compatibility_level = 3.6
queue_directory = ${directory}/queue
data_directory = ${directory}/data
maillog_file = ${directory}/log
maillog_file_prefixes = ${directory}
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = relay.test
mydestination =
mynetworks = 127.0.0.0/8
smtpd_tls_cert_file = ${cert}
smtpd_tls_key_file = ${key}
smtpd_tls_security_level = may
smtpd_recipient_restrictions = check_recipient_access inline:{{gone@example.com = 550 no such user} {slow@example.com = 450 greylisted}}, reject_unauth_destination
virtual_mailbox_domains = example.com
virtual_mailbox_base = ${directory}/mail
virtual_mailbox_maps = static:box/
virtual_minimum_uid = 1
virtual_uid_maps = static:${uid}
virtual_gid_maps = static:${gid}
`
}

/** The services of Debian's file that a mail passes, none in a chroot. */
function masterCf(port: number): string {
  return `
127.0.0.1:${port} inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
error unix - - n - - error
retry unix - - n - - error
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
`
}
