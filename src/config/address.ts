/** Control characters are excluded because an address becomes a line of the mail dialogue. */
const ADDRESS = /^[^\p{C}\s<>@,;:"()]+@[^\p{C}\s<>@,;:"()]+$/u
const NAMED = /^[^\p{C}<>@,;:"()]+ <([^<>]+)>$/u

/** `ops@example.com` or `Night shift <ops@example.com>`. */
export function isMailAddress(text: string): boolean {
  return ADDRESS.test(NAMED.exec(text)?.[1] ?? text)
}
