import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { kernelModule } from '../../scripts/kernel.ts'
import { createSift } from '../../src/sift/sift.ts'
import { linesFound } from '../support/sift/reference.ts'
import { foundIn } from './found.ts'
import { randomBytes, soup } from './soup.ts'

test('the kernel that is checked in is the one that its source makes', () => {
  expect(readFileSync('src/sift/kernel-bytes.ts', 'utf8')).toBe(kernelModule())
})

const { buffer, find } = createSift(65_536)

/** Finds in bytes that stand somewhere in the buffer, between others that would be found and counted. */
function findAt(at: number, bytes: Uint8Array) {
  Buffer.from(buffer.buffer, buffer.byteOffset, buffer.length).fill('code=1\n')
  const place = buffer.subarray(at, at + bytes.length)
  place.set(bytes)
  const before = Buffer.from(buffer)
  const found = foundIn(find(place))
  expect(before.equals(buffer), 'the buffer is left as it was').toBe(true)
  return found
}

test('the kernel finds what the reference finds, wherever the bytes stand', () => {
  fc.assert(
    fc.property(fc.oneof(soup, randomBytes), fc.nat(64), (bytes, at) => {
      expect(findAt(at, bytes)).toEqual(linesFound(bytes))
    }),
    { numRuns: 2_000 },
  )
})

test('and wherever a chunk ends', () => {
  fc.assert(
    fc.property(soup, (bytes) => {
      for (let end = 0; end <= bytes.length; end++) {
        const chunk = bytes.subarray(0, end)
        expect(foundIn(find(chunk))).toEqual(linesFound(chunk))
      }
    }),
    { numRuns: 50 },
  )
})

test('and wherever a line stands among the bytes that are looked at at once', () => {
  const line = Buffer.from('x\n{"result":[],"success":true,"t":1}\ny\n')
  for (let at = 0; at < 70; at++) {
    const bytes = Buffer.concat([Buffer.alloc(at, 'y'), line, Buffer.alloc(70 - at, 'z')])
    expect(findAt(0, bytes)).toEqual(linesFound(bytes))
  }
})

test('bytes that stand elsewhere are copied first', () => {
  const bytes = Buffer.from('x\ncode=1\n')
  expect(foundIn(find(bytes))).toEqual([{ start: 2, end: 8, lineFeeds: 1 }])
  expect(buffer.subarray(0, bytes.length)).toEqual(new Uint8Array(bytes))
})

test.for([
  ['"statusCode":200 on every line', '{"level":30,"res":{"statusCode":200},"msg":"done"}\n', 0],
  ['nothing but the letter r', 'r', 0],
  ['ccess without end', 'ccess', 0],
  ['success without end', 'success', 0],
  ['success: without end', 'success:', 1],
  ['openers and line feeds', '{\n', 32_768],
  ['carriage returns and line feeds', 'x\r\n', 0],
  ['trailing blanks', 'x \n', 0],
  ['one long line without a line feed', 'a line that goes on and on, ', 0],
  ['nothing but line feeds', '\n', 0],
  ['colour codes at every end of a line', 'done\x1b[0m\n', 0],
] as const)('%s, as far as the buffer goes', ([, text, lines]) => {
  const bytes = Buffer.alloc(65_536, text)
  const found = foundIn(find(bytes))
  expect(found).toHaveLength(lines)
  expect(found).toEqual(linesFoundQuickly(bytes))
  expect(find(bytes).lineFeeds).toBe(bytes.filter((byte) => byte === 10).length)
})

/** The reference reads each line's bytes anew to count line feeds; for whole buffers that takes too long. */
function linesFoundQuickly(bytes: Buffer) {
  const lines = []
  let start = 0
  for (let lineFeeds = 0; start < bytes.length; lineFeeds++) {
    const next = bytes.indexOf(10, start)
    const end = next === -1 ? bytes.length : next
    if (linesFound(bytes.subarray(start, end + 1)).length > 0) lines.push({ start, end, lineFeeds })
    start = end + 1
  }
  return lines
}

test('a search ends at the last byte, where a line without line feed holds the beginning of a hit', () => {
  const bytes = Buffer.from('{"success"')
  expect(findAt(0, bytes)).toEqual([])
  expect(findAt(3, Buffer.from('error'))).toEqual([])
  expect(findAt(5, Buffer.from('data = {'))).toEqual([])
})
