/** Edits per character that still look like a slip of the finger: one in a short word, two in one of five, three in one of eight. */
const EDITS_PER_CHARACTER = 0.4

/** The candidate that `word` was probably meant to be, if one is near. */
export function suggest(word: string, candidates: Iterable<string>): string | undefined {
  const [best] = near(word, candidates, Math.max(1, Math.floor(word.length * EDITS_PER_CHARACTER)))
  return best
}

/** Candidates at most `edits` insertions, deletions, changes or swaps away from `word`, the nearest first. */
export function near(word: string, candidates: Iterable<string>, edits: number): readonly string[] {
  return [...candidates]
    .filter((candidate) => Math.abs(candidate.length - word.length) <= edits)
    .map((candidate) => ({ candidate, distance: distance(word, candidate) }))
    .filter((found) => found.distance <= edits)
    .toSorted((a, b) => a.distance - b.distance)
    .map(({ candidate }) => candidate)
}

/** Damerau's distance in its simple form (optimal string alignment), without regard to case. */
function distance(from: string, to: string): number {
  const [a, b] = [from.toLowerCase(), to.toLowerCase()]
  let before: number[] = []
  let above = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      row[j] = Math.min(
        cell(row, j - 1) + 1,
        cell(above, j) + 1,
        cell(above, j - 1) + same,
        swapped ? cell(before, j - 2) + 1 : Number.POSITIVE_INFINITY,
      )
    }
    before = above
    above = row
  }
  return cell(above, b.length)
}

function cell(row: readonly number[], at: number): number {
  return row[at] ?? Number.POSITIVE_INFINITY
}
