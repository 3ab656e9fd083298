import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { thisMachine } from '../../src/config/machine.ts'
import { temporaryDirectory } from '../support/directory.ts'

test('files can be made in a directory that is there or can be made itself', () => {
  const directory = temporaryDirectory()
  const { writable } = thisMachine()
  expect(writable(directory)).toBe(true)
  expect(writable(join(directory, 'a/b/c'))).toBe(true)
})

test('files cannot be made in a file', () => {
  const file = join(temporaryDirectory(), 'file')
  writeFileSync(file, '')
  chmodSync(file, 0o755)
  expect(thisMachine().writable(file)).toBe(false)
  expect(thisMachine().writable(join(file, 'a'))).toBe(false)
})
