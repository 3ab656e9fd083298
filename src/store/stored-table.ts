import type { DatabaseSync } from 'node:sqlite'
import type { Column } from './columns.ts'
import type { ChangeTable } from './table.ts'

/** One table of the state bound to its place in SQLite. */
export interface StoredTable {
  create(db: DatabaseSync): void
  load(db: DatabaseSync): void
  /** Prepares the statements that `write` runs. */
  prepare(db: DatabaseSync): PreparedTable
}

export interface PreparedTable {
  readonly name: string
  readonly dirty: boolean
  /** Writes what changed, inside the caller's transaction. */
  write(): void
  /** The transaction is durable. */
  settle(): void
}

export function storedTable<K, V>(
  name: string,
  table: ChangeTable<K, V>,
  key: Column<K>,
  value: Column<V>,
): StoredTable {
  return {
    create: (db) =>
      db.exec(
        `CREATE TABLE IF NOT EXISTS ${name} (key ${key.type} PRIMARY KEY, value ${value.type} NOT NULL) STRICT, WITHOUT ROWID`,
      ),
    load(db) {
      const select = db.prepare(`SELECT key, value FROM ${name}${order(value)}`)
      for (const row of select.iterate()) {
        table.set(key.decode(row['key'] ?? null), value.decode(row['value'] ?? null))
      }
      table.settle()
    },
    prepare: (db) => prepare(db, name, table, key, value),
  }
}

/** Tables of times are bounded by forgetting what stands in front: the oldest, as when they were filled. */
function order({ type }: Column<unknown>): string {
  return type === 'INTEGER' ? ' ORDER BY value' : ''
}

function prepare<K, V>(
  db: DatabaseSync,
  name: string,
  table: ChangeTable<K, V>,
  key: Column<K>,
  value: Column<V>,
): PreparedTable {
  const upsert = db.prepare(
    `INSERT INTO ${name} (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
  )
  const remove = db.prepare(`DELETE FROM ${name} WHERE key = ?`)
  return {
    name,
    get dirty() {
      return table.changed.size > 0
    },
    write() {
      for (const changed of table.changed) {
        const now = table.get(changed)
        if (now === undefined) remove.run(key.encode(changed))
        else upsert.run(key.encode(changed), value.encode(now))
      }
    },
    settle: () => table.settle(),
  }
}
