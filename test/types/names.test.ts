import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { BLOCK_NAMES, NameTable } from '../../src/types/names.ts'

/** Names that come again, many of them alike in one half; so many at once that blocks fill. */
const name = fc
  .tuple(fc.nat(40), fc.nat(40))
  .map(([high, low]) => (BigInt(high) << 32n) | BigInt(low))

type Step =
  | { readonly does: 'note'; readonly names: readonly bigint[]; readonly at: number }
  | { readonly does: 'forget first' | 'commit' | 'restart' }
  | { readonly does: 'forget before'; readonly at: number }

const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        does: fc.constant('note' as const),
        names: fc.array(name, { minLength: 100, maxLength: 400 }),
        at: fc.nat(20),
      }),
    },
    fc.record({ does: fc.constantFrom('forget first', 'commit', 'restart') }),
    fc.record({ does: fc.constant('forget before' as const), at: fc.nat(20) }),
  ),
  { maxLength: 20, size: 'max' },
)

/** The same by a map, whose first keys are forgotten by whole blocks counted from the very first. */
class Model {
  names = new Map<bigint, number>()

  note(one: bigint, at: number): void {
    const before = this.names.get(one)
    this.names.set(one, before === undefined ? at : Math.max(before, at))
  }

  forgetFirst(): number {
    if (this.names.size < BLOCK_NAMES) return 0
    for (const first of [...this.names.keys()].slice(0, BLOCK_NAMES)) this.names.delete(first)
    return BLOCK_NAMES
  }

  forgetBefore(before: number): void {
    const isOld = () => [...this.names.values()].slice(0, BLOCK_NAMES).every((at) => at < before)
    while (this.names.size >= BLOCK_NAMES && isOld()) this.forgetFirst()
  }
}

describe('a table of names', () => {
  test('remembers what a map would, and what was durable is there after a restart', () => {
    fc.assert(
      fc.property(steps, (all) => {
        let table = new NameTable()
        const model = new Model()
        const rows = new Map<number, Uint8Array>()
        const commit = () => {
          for (const block of rows.keys()) if (block < table.firstBlock) rows.delete(block)
          for (const { block, bytes } of table.changedBlocks()) rows.set(block, bytes)
          table.settle()
          expect(table.isChanged).toBe(false)
        }
        for (const step of all) {
          if (step.does === 'note')
            for (const one of step.names) {
              expect(table.note(one, step.at)).toBe(!model.names.has(one))
              model.note(one, step.at)
            }
          if (step.does === 'forget first') expect(table.forgetFirst()).toBe(model.forgetFirst())
          if (step.does === 'forget before') {
            table.forgetBefore(step.at)
            model.forgetBefore(step.at)
          }
          if (step.does === 'commit' || step.does === 'restart') commit()
          if (step.does === 'restart') {
            table = new NameTable()
            for (const [block, bytes] of [...rows].sort(([a], [b]) => a - b))
              table.load({ block, bytes })
            table.settle()
          }
          expect([...table.entries()]).toEqual([...model.names])
          for (const [one, at] of model.names) expect(table.get(one)).toBe(at)
        }
      }),
      // Shrinking thousands of names would take minutes.
      { numRuns: 60, endOnFailure: true },
    )
  })

  test('a name has 63 bits', () => {
    const table = new NameTable()
    table.note(0x7fff_ffff_ffff_fffen, 5)
    expect(table.get(0x7fff_ffff_ffff_fffen)).toBe(5)
    expect(table.get(0x7fff_ffff_ffff_ffffn)).toBeUndefined()
    expect(table.get(0xffff_fffen)).toBeUndefined()
  })

  test('numbers of names wrap, and nothing is lost or made up', () => {
    const table = new NameTable()
    // A store whose last block ends just below 2^32.
    const bytes = new Uint8Array(16 * BLOCK_NAMES)
    const halves = new Uint32Array(bytes.buffer)
    for (let at = 0; at < BLOCK_NAMES; at++) halves[4 * at] = 1_000_000 + at
    table.load({ block: 2 ** 32 / BLOCK_NAMES - 1, bytes })
    for (let one = 0n; one < 3_000n; one++) expect(table.note(one, 1)).toBe(true)
    for (let one = 0n; one < 3_000n; one++) expect(table.get(one)).toBe(1)
    expect(table.get(1_000_000n)).toBe(0)
    expect(table.get(5_000_000n)).toBeUndefined()
  })
})
