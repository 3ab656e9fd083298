import { readFileSync } from 'node:fs'
import { builtinCatalogFiles } from '../catalog/builtin.ts'
import { loadCatalog } from '../catalog/load.ts'
import type { Machine } from '../config/machine.ts'
import { readWebConfig } from '../config/web-config.ts'
import { unreadableWords } from '../scan/words.ts'
import { Discovery } from '../tail/discovery.ts'
import { Failure, systemFiles } from '../tail/files.ts'
import { Obstacles } from '../tail/obstacles.ts'
import { isTrouble, type Notice, type Obstacle } from '../tail/report.ts'
import type { Config, LogEntry, Problem, Receiver, Secret } from '../types/config.ts'

/** What a configuration meets on this machine now, for this user. */
export interface Seen {
  readonly logs: readonly SeenLog[]
  /** What a pattern names and the tailer passes over, by its path. */
  readonly obstacles: ReadonlyMap<string, Obstacle>
  /** Of the files that the configuration names: the user's own catalog, the web configuration. */
  readonly problems: readonly Problem[]
  /** Files, directories and why they cannot be used: nothing of this may stay so. */
  readonly troubles: readonly { readonly path: string; readonly why: string }[]
}

export interface SeenLog {
  readonly log: LogEntry
  readonly files: readonly string[]
}

type Troubles = Seen['troubles']

/** Looks at the logs as the tailer does, and at every file that the configuration names. */
export function lookAround(config: Config, machine: Machine): Seen {
  const { logs, obstacles } = lookAtLogs(config.logs)
  const catalog = readCatalog(config.catalog)
  const files = [
    ...config.receivers.flatMap(filesOf),
    ...secretFile(config.heartbeat?.url),
    ...logs.flatMap(({ files }) => files),
  ]
  return {
    logs,
    obstacles,
    problems: [...catalog.problems, ...webProblems(config.http)],
    troubles: [
      ...files.flatMap(troubleWithFile),
      ...[...obstacles].flatMap(([path, obstacle]) =>
        isTrouble(obstacle) ? [{ path, why: obstacle.replaceAll('_', ' ') }] : [],
      ),
      ...catalog.troubles,
      ...(machine.writable(config.stateDir)
        ? []
        : [{ path: config.stateDir, why: 'this user may not write there' }]),
    ],
  }
}

function lookAtLogs(entries: readonly LogEntry[]): Pick<Seen, 'logs' | 'obstacles'> {
  const obstacles = new Obstacles()
  const found = [...new Discovery(entries, systemFiles, obstacles).look(Date.now()).values()]
  const notices = obstacles.settle()
  const logs = entries.map((log) => ({
    log,
    files: found.filter(({ entry }) => entry === log).map(({ names }) => names[0]),
  }))
  return { logs, obstacles: new Map(notices.flatMap(standingObstacle)) }
}

function standingObstacle(notice: Notice): readonly (readonly [string, Obstacle])[] {
  return notice.event === 'obstacle' ? [[notice.path, notice.obstacle]] : []
}

function filesOf(receiver: Receiver): readonly string[] {
  if ('alertmanager' in receiver) return []
  if ('webhook' in receiver) {
    const { url, secret } = receiver.webhook
    return [...secretFile(url), ...secretFile(secret)]
  }
  const { password, caFile, client } = receiver.email.smtp
  const files = [caFile, client?.certFile, client?.keyFile]
  return [...secretFile(password), ...files.filter((file) => file !== undefined)]
}

function secretFile(secret: Secret | undefined): readonly string[] {
  return secret !== undefined && 'file' in secret ? [secret.file] : []
}

function troubleWithFile(path: string): Troubles {
  const file = systemFiles.open(path)
  if (file === undefined) return [{ path, why: 'no such file' }]
  if (file instanceof Failure) return [{ path, why: file.trouble.replaceAll('_', ' ') }]
  systemFiles.close(file)
  return []
}

function webProblems({ webConfig }: Config['http']): readonly Problem[] {
  if (webConfig === undefined) return []
  const read = readWebConfig(webConfig)
  return read.ok ? [] : read.problems
}

function readCatalog(paths: readonly string[]): {
  problems: readonly Problem[]
  troubles: Troubles
} {
  const troubles: { path: string; why: string }[] = []
  const own = paths.flatMap((file) => {
    try {
      return [{ file, text: readFileSync(file, 'utf8') }]
    } catch (error) {
      troubles.push({ path: file, why: unreadableWords(error) })
      return []
    }
  })
  const checked = loadCatalog([...builtinCatalogFiles(), ...own])
  return { problems: checked.ok ? [] : checked.problems, troubles }
}
