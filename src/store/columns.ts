import assert from 'node:assert/strict'
import type { SQLInputValue, SQLOutputValue } from 'node:sqlite'

/** How one value of a table stands in SQLite. */
export interface Column<T> {
  readonly type: 'INTEGER' | 'TEXT'
  encode(value: T): SQLInputValue
  decode(stored: SQLOutputValue): T
}

export const textColumn: Column<string> = {
  type: 'TEXT',
  encode: (value) => value,
  decode: (stored) => {
    assert(typeof stored === 'string', 'a text column holds text')
    return stored
  },
}

export const numberColumn: Column<number> = {
  type: 'INTEGER',
  encode: (value) => value,
  decode: (stored) => Number(stored),
}

/** Plain data as JSON, with bigints and bytes. */
export function jsonColumn<T>(): Column<T> {
  return {
    type: 'TEXT',
    encode: toJson,
    decode: (stored) => {
      assert(typeof stored === 'string', 'a JSON column holds text')
      // The border: only this program writes the file, and its schema version was checked at opening.
      return fromJson(stored) as T
    },
  }
}

/** Keys that mark what JSON has no type for; a NUL stands in no key of ours. */
const BIGINT = '\u0000bigint'
const BYTES = '\u0000bytes'

function toJson(value: unknown): string {
  return JSON.stringify(value, function (this: Record<string, unknown>, key, plain: unknown) {
    // `this[key]` is the value itself; `plain` has been through a Buffer's own toJSON.
    const original = this[key]
    if (typeof original === 'bigint') return { [BIGINT]: original.toString() }
    if (original instanceof Uint8Array) return { [BYTES]: Buffer.from(original).toString('base64') }
    return plain
  })
}

function fromJson(text: string): unknown {
  return JSON.parse(text, (_key, value: unknown) => {
    if (typeof value !== 'object' || value === null) return value
    if (BIGINT in value && typeof value[BIGINT] === 'string') return BigInt(value[BIGINT])
    if (BYTES in value && typeof value[BYTES] === 'string')
      return new Uint8Array(Buffer.from(value[BYTES], 'base64'))
    return value
  })
}
