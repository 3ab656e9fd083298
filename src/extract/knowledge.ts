import type { Catalog } from '../types/catalog.ts'
import { memo } from './memo.ts'

/** What the catalog says, in the form in which a log's text can be compared with it. */
export type Knowledge = ReadonlyMap<string, readonly string[]>

/** Plain messages by code. Made once for a catalog. */
export function knowledgeOf(catalog: Catalog): Knowledge {
  const made = KNOWLEDGE.get(catalog)
  if (made) return made
  const knowledge = new Map<string, string[]>()
  for (const { code, messages } of catalog.entries) {
    knowledge.set(code, [...(knowledge.get(code) ?? []), ...messages.map(plainMessage)])
  }
  KNOWLEDGE.set(catalog, knowledge)
  return knowledge
}

const KNOWLEDGE = new WeakMap<Catalog, Knowledge>()

/** Numbers of the catalog: with any other of as many digits, a text of five and more is read alike. */
export function tellingNumbers({ entries }: Catalog): ReadonlySet<string> {
  const texts = entries.flatMap(({ code, messages }) => [code, ...messages])
  return new Set(texts.flatMap((text) => text.match(/\d+/g) ?? []))
}

/** Letters and digits only, without links and the caller's address (in whatever form, or masked). */
export const plainMessage = memo((message) =>
  message
    .toLowerCase()
    .replace(/https?:\/\/\S*/g, '')
    .replace(/\bip\b ?\(?[\dx.,*:]*\)?/g, 'ip')
    .replace(/[^\p{L}\p{N}]+/gu, ''),
)

/** The message is one that the cloud sends with this code. */
export function knowsMessage(knowledge: Knowledge, code: string, message: string): boolean {
  const messages = knowledge.get(code)
  if (messages === undefined) return false
  const plain = plainMessage(message)
  return messages.some((known) => isSaid(plain, known))
}

/** As the catalog has it, with more text behind it, or cut off late. */
function isSaid(plain: string, known: string): boolean {
  if (known === '') return false
  if (plain === known) return true
  if (known.length >= MESSAGE_MIN && plain.startsWith(known)) return true
  return (
    plain.length >= CUT_MIN && plain.length >= known.length * CUT_SHARE && known.startsWith(plain)
  )
}

/** A shorter text begins too many others. */
const MESSAGE_MIN = 8
const CUT_MIN = 8
const CUT_SHARE = 0.6
