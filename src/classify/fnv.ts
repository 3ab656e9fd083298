/** FNV-1a's parameters for 64 bits, in two halves: http://www.isthe.com/chongo/tech/comp/fnv/ */
const BASIS_HIGH = 0xcbf29ce4
const BASIS_LOW = 0x84222325
/** The prime is 2^40 + 0x1b3. */
const PRIME_LOW = 0x1b3

const encoder = new TextEncoder()

/** FNV-1a of the text's UTF-8 bytes without its highest bit: the same on every machine, and an integer of SQLite. */
export function hash63(text: string): bigint {
  let high = BASIS_HIGH
  let low = BASIS_LOW
  for (const byte of encoder.encode(text)) {
    low = (low ^ byte) >>> 0
    // Products of 32 and 9 bits are exact in a double.
    const product = low * PRIME_LOW
    high = (Math.imul(high, PRIME_LOW) + Math.floor(product / 2 ** 32) + (low << 8)) >>> 0
    low = product >>> 0
  }
  return (BigInt(high & 0x7fffffff) << 32n) | BigInt(low)
}
