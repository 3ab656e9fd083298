/** FNV-1a's parameters for 64 bits, in two halves: http://www.isthe.com/chongo/tech/comp/fnv/ */
const BASIS_HIGH = 0xcbf29ce4
const BASIS_LOW = 0x84222325
/** The prime is 2^40 + 0x1b3. */
const PRIME_LOW = 0x1b3

/** FNV-1a of the text's UTF-8 bytes without its highest bit: the same on every machine, and an integer of SQLite. */
export function hash63(text: string): bigint {
  const bytes = NOT_ASCII.test(text) ? Buffer.from(text).toString('latin1') : text
  let high = BASIS_HIGH
  let low = BASIS_LOW
  for (let at = 0; at < bytes.length; at++) {
    low = (low ^ bytes.charCodeAt(at)) >>> 0
    // Products of 32 and 9 bits are exact in a double.
    const product = low * PRIME_LOW
    high = (Math.imul(high, PRIME_LOW) + Math.floor(product / 2 ** 32) + (low << 8)) >>> 0
    low = product >>> 0
  }
  HALVES[0] = low
  HALVES[1] = high & 0x7fffffff
  return LONG[0] ?? 0n
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: a byte for a character up to the last of them
const NOT_ASCII = /[^\x00-\x7f]/

/** Two halves of one number, the lower first: all processors that Node runs on are little-endian. */
const LONG = new BigUint64Array(1)
const HALVES = new Uint32Array(LONG.buffer)
