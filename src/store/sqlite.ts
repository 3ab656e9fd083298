import { AssertionError } from 'node:assert/strict'
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { jsonColumn, numberColumn, textColumn } from './columns.ts'
import { createState, type StoredState } from './state.ts'
import { storedNames } from './stored-names.ts'
import { type StoredTable, storedTable } from './stored-table.ts'

/** Raised when what a table means changes; another version's file is set aside, not guessed at. A new table needs no new version. */
const SCHEMA_VERSION = 1

const STATE_FILE = 'state.sqlite'
const OWNER_FILE = 'owner.json'

export type Committed =
  | { readonly durable: true }
  | { readonly durable: false; readonly why: string }

/** The one place where state becomes durable. */
export interface Store {
  readonly state: StoredState
  /** Something changed since the last durable commit that is worth one; the clock goes along with the next. */
  readonly dirty: boolean
  /** One transaction over everything that changed. A failure leaves the changes in hand for the next one. */
  commit(): Committed
  close(): void
}

export type Opened =
  | {
      readonly ok: true
      readonly store: Store
      /** Said loudly: the file was damaged or of another version, and stands aside under this name. */
      readonly setAside?: { readonly path: string; readonly why: string }
    }
  | { readonly ok: false; readonly why: string }

/** How a connection is made; a test keeps it in hand to make the disk full. */
export type Connect = (path: string) => DatabaseSync

const connectTo: Connect = (path) => new DatabaseSync(path)

/**
 * Opens the state directory, making it if need be. A second daemon on the same directory is refused with the owner's
 * pid and host: the database is locked for as long as it is open, also over NFS.
 */
export function openStore(directory: string, connect: Connect = connectTo): Opened {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o750 })
  } catch (error) {
    return { ok: false, why: `cannot make the state directory ${directory}: ${reasonOf(error)}` }
  }
  const path = join(directory, STATE_FILE)
  const first = open(path, connect)
  if ('store' in first) return own(directory, first.store)
  if (first.failure === 'locked') return { ok: false, why: ownedBy(directory) }
  if (first.failure === 'unusable')
    return { ok: false, why: `cannot open the state ${path}: ${first.why}` }
  const aside = setAside(path)
  const second = open(path, connect)
  if ('store' in second)
    return { ...own(directory, second.store), setAside: { path: aside, why: first.why } }
  return { ok: false, why: `cannot open the state ${path}: ${second.why}` }
}

type Attempt =
  | { readonly store: Store }
  | { readonly failure: 'locked' | 'damaged' | 'unusable'; readonly why: string }

function open(path: string, connect: Connect): Attempt {
  let db: DatabaseSync | undefined
  try {
    db = connect(path)
    // Before the first use: with the exclusive lock WAL needs no shared memory and so works on network file systems.
    db.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL')
    db.exec('BEGIN IMMEDIATE; COMMIT')
    const state = createState()
    const tables = tablesOf(state)
    const damage = prepareSchema(db, tables)
    if (damage !== undefined) {
      db.close()
      return { failure: 'damaged', why: damage }
    }
    for (const table of tables) table.load(db)
    return { store: storeOver(db, state, tables) }
  } catch (error) {
    if (db?.isOpen) db.close()
    return { failure: failureOf(error), why: reasonOf(error) }
  }
}

function tablesOf(state: StoredState): readonly StoredTable[] {
  return [
    storedTable('files', state.files, numberColumn, jsonColumn()),
    storedTable('logs', state.logs, textColumn, numberColumn),
    storedTable('counters', state.counters, textColumn, numberColumn),
    storedNames('names', state.identities),
    storedTable('unknown_codes', state.unknownCodes, textColumn, numberColumn),
    storedTable('keys', state.keys, textColumn, jsonColumn()),
    storedTable('successes', state.successes, textColumn, jsonColumn()),
    storedTable('began', state.began, textColumn, numberColumn),
    storedTable('calls', state.calls, textColumn, jsonColumn()),
    storedTable('device_errors', state.deviceErrors, textColumn, jsonColumn()),
    storedTable('pulses', state.pulses, textColumn, jsonColumn()),
    storedTable('losses', state.losses, textColumn, jsonColumn()),
    storedTable('recent', state.recent, numberColumn, jsonColumn()),
    storedTable('codes_seen', state.codesSeen, textColumn, numberColumn),
    storedTable('offline', state.offline, textColumn, numberColumn),
    storedTable('instances', state.instances, textColumn, jsonColumn()),
    storedTable('announced', state.announced, textColumn, jsonColumn()),
    storedTable('outbox', state.outbox, textColumn, jsonColumn()),
    storedTable('sent', state.sent, numberColumn, jsonColumn()),
    storedTable('mailed', state.mailed, textColumn, jsonColumn()),
    storedTable('flaps', state.flaps, textColumn, jsonColumn()),
    storedTable('silences', state.silences, textColumn, jsonColumn()),
    storedTable('numbers', state.numbers, textColumn, numberColumn),
    storedTable('clock', state.clock, jsonColumn<'clock'>(), jsonColumn()),
  ]
}

/** Makes the tables that are not there yet; says what is wrong with a file that cannot be used. */
function prepareSchema(db: DatabaseSync, tables: readonly StoredTable[]): string | undefined {
  const version = Number(db.prepare('PRAGMA user_version').get()?.['user_version'] ?? 0)
  if (version !== 0 && version !== SCHEMA_VERSION)
    return `it has schema version ${version}, this program writes ${SCHEMA_VERSION}`
  const check = db.prepare('PRAGMA quick_check(1)').get()?.['quick_check']
  if (check !== 'ok') return `it is damaged: ${String(check)}`
  db.exec('BEGIN IMMEDIATE')
  for (const table of tables) table.create(db)
  db.exec(`PRAGMA user_version = ${SCHEMA_VERSION}; COMMIT`)
  return undefined
}

function storeOver(db: DatabaseSync, state: StoredState, tables: readonly StoredTable[]): Store {
  const prepared = tables.map((table) => table.prepare(db))
  return {
    state,
    get dirty() {
      return prepared.some((table) => table.dirty && table.name !== 'clock')
    },
    commit() {
      const dirty = prepared.filter((table) => table.dirty)
      try {
        db.exec('BEGIN IMMEDIATE')
        for (const table of dirty) table.write()
        db.exec('COMMIT')
      } catch (error) {
        rollBack(db)
        // A full disk is weather; a value that cannot be encoded is a bug and must not look like one.
        if (!isFromSqlite(error)) throw error
        return { durable: false, why: reasonOf(error) }
      }
      for (const table of dirty) table.settle()
      return { durable: true }
    },
    close: () => db.close(),
  }
}

function rollBack(db: DatabaseSync): void {
  // A full disk makes SQLite roll back by itself; rolling back again would throw.
  if (db.isOpen && db.isTransaction) db.exec('ROLLBACK')
}

function own(directory: string, store: Store): Opened & { ok: true } {
  const path = join(directory, OWNER_FILE)
  const owner = { pid: process.pid, host: hostname(), since: new Date().toISOString() }
  try {
    writeFileSync(path, `${JSON.stringify(owner)}\n`)
  } catch {
    // Only a courtesy to a second daemon's message; the lock is the database's.
  }
  return {
    ok: true,
    store: {
      ...store,
      get dirty() {
        return store.dirty
      },
      close() {
        // First: between the two a second daemon may start, and the file is its own then.
        rmSync(path, { force: true })
        store.close()
      },
    },
  }
}

function ownedBy(directory: string): string {
  try {
    const owner = readFileSync(join(directory, OWNER_FILE), 'utf8').trim()
    return `the state directory ${directory} is in use by another tuyawatch: ${owner}`
  } catch {
    return `the state directory ${directory} is in use by another process`
  }
}

/** The damaged file keeps its evidence under a new name, its WAL beside it. */
function setAside(path: string): string {
  const aside = `${path}.${new Date().toISOString().replaceAll(':', '')}.aside`
  renameSync(path, aside)
  for (const suffix of ['-wal', '-journal']) {
    try {
      renameSync(path + suffix, aside + suffix)
    } catch {
      // There need not be one.
    }
  }
  return aside
}

/** SQLite's primary result codes: https://www.sqlite.org/rescode.html */
const SQLITE_BUSY = 5
const SQLITE_LOCKED = 6
const SQLITE_CORRUPT = 11
const SQLITE_NOTADB = 26

function failureOf(error: unknown): 'locked' | 'damaged' | 'unusable' {
  const code = isFromSqlite(error) ? error.errcode & 0xff : 0
  if (code === SQLITE_BUSY || code === SQLITE_LOCKED) return 'locked'
  if (code === SQLITE_CORRUPT || code === SQLITE_NOTADB) return 'damaged'
  // A row that does not decode: what the file says is not what this program wrote.
  if (error instanceof SyntaxError || error instanceof AssertionError) return 'damaged'
  return 'unusable'
}

function isFromSqlite(error: unknown): error is Error & { readonly errcode: number } {
  return error instanceof Error && 'errcode' in error && typeof error.errcode === 'number'
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
