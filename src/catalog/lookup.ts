import type { Catalog, Entry } from '../types/catalog.ts'
import { plainMessage } from './message.ts'

export function catalogOf(entries: readonly Entry[]): Catalog {
  const byCode = Map.groupBy(entries, ({ code }) => code)
  let byMessage: ReadonlyMap<string, readonly Entry[]> | undefined
  return {
    entries,
    find: (code, message, path) => meaningOf(byCode.get(code) ?? [], message, path),
    findByMessage(message) {
      byMessage ??= groupByMessage(entries)
      return byMessage.get(plainMessage(message)) ?? []
    },
  }
}

function groupByMessage(entries: readonly Entry[]): ReadonlyMap<string, readonly Entry[]> {
  const grouped = new Map<string, Entry[]>()
  for (const entry of entries) {
    for (const message of new Set(entry.messages.map(plainMessage))) {
      grouped.set(message, [...(grouped.get(message) ?? []), entry])
    }
  }
  return grouped
}

/** The message tells more than the path: a token call can fail in every way. */
function meaningOf(meanings: readonly Entry[], message = '', path = ''): Entry | undefined {
  if (meanings.length === 1 && meanings[0]?.when === undefined) return meanings[0]
  const text = plainMessage(message)
  return (
    meanings.find(({ when }) => when?.message && text.includes(plainMessage(when.message))) ??
    meanings.find(({ messages }) => messages.map(plainMessage).includes(text)) ??
    meanings.find(({ when }) => when?.path?.some((part) => path.includes(part))) ??
    meanings.find(({ when }) => when === undefined)
  )
}
