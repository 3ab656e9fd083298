import assert from 'node:assert/strict'
import type { NameTable } from '../types/names.ts'
import type { StoredTable } from './stored-table.ts'

/** Names by block: in a storm there are thousands a second, and a row for each would cost more than all else. */
export function storedNames(name: string, table: NameTable): StoredTable {
  return {
    create: (db) =>
      db.exec(
        `CREATE TABLE IF NOT EXISTS ${name} (key INTEGER PRIMARY KEY, value BLOB NOT NULL) STRICT`,
      ),
    load(db) {
      for (const { key, value } of db
        .prepare(`SELECT key, value FROM ${name} ORDER BY key`)
        .iterate()) {
        assert(
          value instanceof Uint8Array && value.length % NAME_BYTES === 0,
          'a block holds names',
        )
        table.load({ block: Number(key), bytes: value })
      }
      table.settle()
    },
    prepare(db) {
      const upsert = db.prepare(
        `INSERT INTO ${name} (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
      )
      const forget = db.prepare(`DELETE FROM ${name} WHERE key < ?`)
      return {
        name,
        get dirty() {
          return table.isChanged
        },
        write() {
          forget.run(table.firstBlock)
          for (const { block, bytes } of table.changedBlocks()) upsert.run(block, bytes)
        },
        settle: () => table.settle(),
      }
    },
  }
}

/** A name and its time. */
const NAME_BYTES = 16
