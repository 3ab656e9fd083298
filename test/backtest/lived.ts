import { appendFileSync, mkdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { createHistory, type History } from '../../src/backtest/history.ts'
import { nextDue as nextToTell } from '../../src/dispatch/dispatch.ts'
import { nextDue as nextToEvaluate } from '../../src/evaluate/evaluate.ts'
import { policyOf } from '../../src/policy.ts'
import { MINUTE, SECOND } from '../../src/types/time.ts'
import { catalog, startEngine } from '../support/engine.ts'
import { RULES } from './rules.ts'
import { SILENCE, START, type Story } from './story.ts'

/** The real engine while the logs are written, its clock in the story's hand. */
export function runLive(directory: string, { lines, noise }: Story): History {
  const policy = policyOf({ noise, receivers: [] }, catalog)
  const history = createHistory(RULES, ({ kind }) => kind)
  const heard = {
    changed: (transitions: Parameters<typeof history.hear>[0]['transitions']) =>
      history.hear({ transitions, told: [] }, 0),
    posted: (_entry: unknown, told: Parameters<typeof history.hear>[0]['told'][number]) =>
      history.hear({ transitions: [], told: [told] }, 0),
  }
  const start = () => startEngine(directory, RULES, heard, policy)
  mkdirSync(join(directory, 'log'), { recursive: true })
  let engine = start()
  let rotations = 0
  let now = START - 1
  /** A daemon looks every second; in a long silence seldom is enough beside the moments at which something is due. */
  const idleUntil = (to: number) => {
    const isLong = to - now > SILENCE
    for (let at = wholeBehind(now); at < to; at = isLong ? dueBehind(at) : wholeBehind(at))
      engine.tick(at)
  }
  const dueBehind = (at: number) => {
    const { state } = engine
    const due = [nextToEvaluate(state, RULES), nextToTell(state, RULES, policy)]
    const next = Math.min(at + SELDOM, ...due.filter((one) => one !== undefined))
    return Math.max(wholeBehind(next - 1), wholeBehind(at))
  }
  for (const { file, at, text, torn, after } of lines) {
    const path = join(directory, 'log', file)
    idleUntil(at)
    const cut = torn ? Math.floor(text.length * torn.share) : text.length
    appendFileSync(path, text.slice(0, cut))
    if (torn) engine.tick(at)
    now = at
    idleUntil(at + (torn?.later ?? 0))
    now = at + (torn?.later ?? 0)
    appendFileSync(path, text.slice(cut))
    if (after === 'nothing') continue
    engine.tick(now)
    if (after === 'rotate') renameSync(path, `${path}.${++rotations}`)
    if (after !== 'crash') continue
    engine.crash()
    engine = start()
    engine.tick(now)
  }
  const end = lines.at(-1)?.at ?? START
  idleUntil(end + AFTERMATH)
  engine.tick(end + AFTERMATH, true)
  engine.crash()
  return history
}

const SELDOM = 5 * MINUTE

/** As long as a backtest goes on behind the last line. */
const AFTERMATH = 10 * SECOND

/** The next whole second. */
function wholeBehind(at: number): number {
  return Math.floor(at / SECOND) * SECOND + SECOND
}
