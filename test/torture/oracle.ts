/** What was written, by source and code. */
export class Oracle {
  readonly #written = new Map<string, Map<string, number>>()
  lines = 0
  rotations = 0

  write(source: string, code: string): void {
    const codes = this.#written.get(source) ?? new Map<string, number>()
    codes.set(code, (codes.get(code) ?? 0) + 1)
    this.#written.set(source, codes)
  }

  writtenTo(source: string): number {
    return sum(this.#written.get(source)?.values() ?? [])
  }

  /** Compares each code of each source, so that a loss in one place cannot hide a double in another. */
  judge(shown: Totals): Verdict {
    const pairs = [...this.#written].flatMap(([source, codes]) =>
      [...codes].map(([code, written]) => ({
        place: `${source} ${code}`,
        written,
        shown: shown.get(totalKey(source, code)) ?? 0,
      })),
    )
    const invented = [...shown].filter(([key, value]) => value > 0 && !this.#knows(key))
    return {
      written: sum(pairs.map(({ written }) => written)),
      lost: sum(pairs.map((pair) => Math.max(0, pair.written - pair.shown))),
      doubled: sum([
        ...pairs.map((pair) => Math.max(0, pair.shown - pair.written)),
        ...invented.map(([, value]) => value),
      ]),
      wrong: [
        ...pairs
          .filter((pair) => pair.written !== pair.shown)
          .map(({ place, written, shown }) => `${place}: ${written} written, ${shown} counted`),
        ...invented.map(([key, value]) => `${key}: never written, ${value} counted`),
      ],
    }
  }

  #knows(key: string): boolean {
    const [source = '', code = ''] = key.split(' ')
    return this.#written.get(source)?.has(code) ?? false
  }
}

/** Errors counted, by `totalKey`. */
export type Totals = ReadonlyMap<string, number>

export function totalKey(source: string, code: string): string {
  return `${source} ${code}`
}

export interface Verdict {
  /** Errors written. */
  readonly written: number
  readonly lost: number
  readonly doubled: number
  /** One line for each code that is not what it should be. */
  readonly wrong: readonly string[]
}

function sum(values: Iterable<number>): number {
  return [...values].reduce((total, value) => total + value, 0)
}
