import { createHash } from 'node:crypto'

/** `busy`: too many passwords wait for being looked at. */
export type Verdict = 'right' | 'wrong' | 'busy'

/**
 * Judges passwords by bcrypt hashes. A hash is meant to take its time (100 ms and more), so that a verdict is remembered for
 * the scrapes to come, and strange passwords are looked at one after another: they must not take the time of the logs.
 */
export function createPasswords(
  compare: (password: string, hash: string) => Promise<boolean> = compareByBcrypt,
) {
  const verdicts = { right: new Set<string>(), wrong: new Set<string>() }
  let waiting = 0
  let last: Promise<unknown> = Promise.resolve()

  async function judge(users: ReadonlyMap<string, string>, name: string, password: string) {
    // Who is not known is compared with the hash of somebody else, so that a name cannot be told by the time that it takes.
    const [another = ''] = users.values()
    const hash = users.get(name)
    const fits = await compare(password, hash ?? another)
    return hash !== undefined && fits ? 'right' : 'wrong'
  }

  return async function verdictOn(
    users: ReadonlyMap<string, string>,
    name: string,
    password: string,
  ): Promise<Verdict> {
    const key = digestOf(name, users.get(name) ?? '', password)
    if (verdicts.right.has(key)) return 'right'
    if (verdicts.wrong.has(key)) return 'wrong'
    if (waiting >= WAITING_MAX) return 'busy'
    waiting += 1
    const judged = last.then(() => judge(users, name, password))
    last = judged
      .catch(() => {})
      .finally(() => {
        waiting -= 1
      })
    const verdict = await judged
    remember(verdicts[verdict], key)
    return verdict
  }
}

/** Who has no users needs no code for passwords in memory. */
async function compareByBcrypt(password: string, hash: string): Promise<boolean> {
  const { compare } = await import('bcryptjs')
  return await compare(password, hash)
}

/** Nobody waits longer than these take: about a second. */
const WAITING_MAX = 10

/** Verdicts of each kind that are remembered. Wrong ones push no right one out. */
const VERDICTS_MAX = 100

function remember(keys: Set<string>, key: string): void {
  const [oldest] = keys
  if (keys.size >= VERDICTS_MAX && oldest !== undefined) keys.delete(oldest)
  keys.add(key)
}

/** No password stays in memory; with another hash for the name the verdict is void. */
function digestOf(...parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64')
}
