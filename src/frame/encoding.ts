import type { Cursor } from './cursor.ts'

/** True from a byte order mark of UTF-16 on, which can only stand at the start of the file. */
export function isForeignEncoding({ from, bytes, inside }: Cursor): boolean {
  if (inside === 'foreign_encoding') return true
  if (from !== 0) return false
  const mark = bytes.toString('latin1', 0, 2)
  return mark === '\xff\xfe' || mark === '\xfe\xff'
}
