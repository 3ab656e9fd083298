/** Answers of the cloud in the forms that clients print; every one with its own tid and t. */

let serial = 0

export function failure(code: number, message: string, at: number): string {
  return `${prefix(at)} ERROR openapi response: {"code":${code},"msg":"${message}","success":false,"t":${at},"tid":"${tidAt(at)}"}`
}

export function success(at: number): string {
  return `${prefix(at)} DEBUG openapi response: {"result":{"online":true},"success":true,"t":${at},"tid":"${tidAt(at)}"}`
}

export function foreign(at: number): string {
  return `${prefix(at)} INFO GET /health 200 in 3 ms`
}

function prefix(at: number): string {
  return new Date(at).toISOString()
}

/** Milliseconds from 1582-10-15, where version-1 UUIDs begin (RFC 9562), to 1970. */
const GREGORIAN_OFFSET = 12_219_292_800_000n

/** A version-1 UUID without dashes, its time in it, as the cloud sends them. */
export function tidAt(at: number): string {
  serial += 1
  const ticks = (BigInt(at) + GREGORIAN_OFFSET) * 10_000n + BigInt(serial % 10_000)
  const hex = ticks.toString(16).padStart(15, '0')
  const node = (BigInt(serial) + 0x0200_0000_0000n).toString(16).padStart(12, '0')
  return `${hex.slice(7)}${hex.slice(3, 7)}1${hex.slice(0, 3)}9abc${node}`
}
