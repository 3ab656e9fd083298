import type { Notice, Obstacle } from './report.ts'

/** Something in the way of reading a path. */
export interface Hindrance {
  readonly path: string
  readonly logs: string
  readonly obstacle: Obstacle
  readonly detail: string
}

/** What cannot be read now. An obstacle is told when it begins, when it becomes another, and when it is gone. */
export class Obstacles {
  #told: ReadonlyMap<string, Hindrance> = new Map()
  #raised = new Map<string, Hindrance>()

  /** The first of a path counts; it stands until a whole sweep passes without it. */
  raise(hindrance: Hindrance): void {
    if (!this.#raised.has(hindrance.path)) this.#raised.set(hindrance.path, hindrance)
  }

  /** Ends a sweep. */
  settle(): readonly Notice[] {
    const told = this.#told
    const raised = this.#raised
    this.#told = raised
    this.#raised = new Map()
    const begun = [...raised.values()].filter(
      ({ path, obstacle }) => told.get(path)?.obstacle !== obstacle,
    )
    const gone = [...told.values()].filter(({ path }) => !raised.has(path))
    return [
      ...once(begun, told).map((hindrance) => ({ event: 'obstacle', ...hindrance }) as const),
      ...once(gone, raised).map((hindrance) => ({ event: 'obstacle_gone', ...hindrance }) as const),
    ]
  }

  get any(): boolean {
    return this.#told.size > 0
  }

  /** What stood in the way at the last sweep. */
  standing(): Iterable<Hindrance> {
    return this.#told.values()
  }
}

/** What no single file is to blame for is told of the first that it hit, and only if `others` were not hit. */
function once(
  hindrances: readonly Hindrance[],
  others: ReadonlyMap<string, Hindrance>,
): readonly Hindrance[] {
  const [first] = hindrances.filter(isOfAll)
  const told = [...others.values()].some(isOfAll)
  return hindrances.filter((one) => !isOfAll(one) || (one === first && !told))
}

/** Without descriptors no file can be opened. */
function isOfAll({ obstacle }: Hindrance): boolean {
  return obstacle === 'too_many_open_files'
}
