/** A map of a configuration whose form is not checked yet. */
export type Raw = Readonly<Record<string, unknown>>

export function isRaw(value: unknown): value is Raw {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** What stands under `key`, if `data` is a map that has it itself. */
export function get(data: unknown, key: string): unknown {
  return isRaw(data) && Object.hasOwn(data, key) ? data[key] : undefined
}

/** The maps in a list, with their indexes; passes over whatever else stands there, which is the schema's business. */
export function mapsIn(list: unknown): readonly (readonly [number, Raw])[] {
  if (!Array.isArray(list)) return []
  return [...list.entries()].filter((entry): entry is [number, Raw] => isRaw(entry[1]))
}

/** The texts in a list, with their indexes. */
export function textsIn(list: unknown): readonly (readonly [number, string])[] {
  if (!Array.isArray(list)) return []
  return [...list.entries()].filter(
    (entry): entry is [number, string] => typeof entry[1] === 'string',
  )
}
