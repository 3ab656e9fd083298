import type { Rejection, RejectReason, Response } from '../types/record.ts'
import type { Millis } from '../types/time.ts'
import { textOf } from './part.ts'
import type { Place } from './ports.ts'
import type { AnswerRecipe, RejectionRecipe } from './recipe.ts'
import type { Standing } from './standing.ts'

/** An answer in a text whose form is known: it says what reading the text would say. */
export class RecalledResponse implements Response {
  readonly success: boolean
  readonly code: string | undefined
  readonly message: string | undefined
  readonly t: Millis | undefined
  readonly tid: string | undefined
  readonly path: string | undefined
  readonly method: string | undefined
  readonly device: string | undefined
  readonly shape: Response['shape']
  readonly evidence: Response['evidence']
  readonly start: number
  readonly line: number
  readonly offset: number
  readonly echo: boolean
  readonly #recipe: AnswerRecipe
  readonly #which: number
  readonly #standing: Standing

  constructor(
    recipe: AnswerRecipe,
    which: number,
    standing: Standing,
    place: Place,
    echo: boolean,
  ) {
    const { said } = recipe
    const t = textOf(recipe.t, standing.text)
    this.success = said.success
    this.code = said.code
    this.message = textOf(recipe.message, standing.text)
    this.t = t === undefined ? t : Number(t)
    this.tid = textOf(recipe.tid, standing.text)
    this.path = place.path
    this.method = place.method
    this.device = place.device
    this.shape = said.shape
    this.evidence = said.evidence
    this.start = standing.offset
    this.line = standing.numberAt(recipe.line)
    this.offset = standing.offsetAt(recipe.line)
    this.echo = echo
    this.#recipe = recipe
    this.#which = which
    this.#standing = standing
  }

  /** Looked up when somebody asks: most answers carry a time of their own. */
  get lineTime(): Millis | undefined {
    if (this.#recipe.timeInText) return this.#standing.timeInText(this.t)
    return this.#standing.read()?.responses[this.#which]?.lineTime
  }

  get text(): string {
    const { sample } = this.#recipe
    if (sample !== 'unknown') return textOf(sample, this.#standing.text) ?? ''
    return this.#standing.read()?.responses[this.#which]?.text ?? ''
  }
}

export class RecalledRejection implements Rejection {
  readonly reason: RejectReason
  readonly line: number
  readonly #standing: Standing
  readonly #which: number

  constructor({ reason, line }: RejectionRecipe, which: number, standing: Standing) {
    this.reason = reason
    this.line = standing.numberAt(line)
    this.#which = which
    this.#standing = standing
  }

  get text(): string {
    return this.#standing.read()?.rejections[this.#which]?.text ?? ''
  }
}
