import { expect, test } from 'vitest'
import { temporaryDirectory } from '../support/directory.ts'
import { campaign } from './campaign.ts'

/** Cycles of one incident each; `CYCLES=100` gives more than 500 faults and kills. */
const CYCLES = Number(process.env['CYCLES'] ?? 15)

test('whatever the relay does and whenever the daemon is killed, every end of an incident arrives, and twice only after a lost answer', {
  timeout: 600_000,
}, async () => {
  const toll = await campaign(temporaryDirectory(), CYCLES, randomFrom(6))
  console.info(toll)
  expect(toll.faults + toll.kills).toBeGreaterThan(2 * CYCLES)
  expect(toll.incidents).toBe(CYCLES)
  expect(toll.losses).toBe(0)
  expect(toll.renamed).toBe(0)
  // Only a lost answer or a kill can make the relay take a mail twice.
  expect(toll.duplicates).toBeLessThanOrEqual(toll.unknown)
})

/** Numerical Recipes' generator: the same numbers in every run. */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}
