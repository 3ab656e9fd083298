/** Something wrong at a place of the configuration, before the place has a line. */
export interface Issue {
  readonly path: readonly (string | number)[]
  readonly message: string
}
