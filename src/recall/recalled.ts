import type { Extraction, Rejection, RejectReason, Response } from '../types/record.ts'
import type { Millis } from '../types/time.ts'
import { textOf } from './part.ts'
import type { Place, RecallPorts } from './ports.ts'
import type { AnswerRecipe } from './recipe.ts'

/** A line of a known form where it stands now. What few ask for is looked up when somebody does. */
export class RecalledLine {
  /** Its bytes, one for each character. */
  readonly text: string
  readonly offset: number
  /** 1-based. */
  readonly number: number
  readonly #tuyaNear: boolean
  readonly #ports: RecallPorts

  constructor(
    text: string,
    where: { readonly offset: number; readonly number: number },
    tuyaNear: boolean,
    ports: RecallPorts,
  ) {
    this.text = text
    this.offset = where.offset
    this.number = where.number
    this.#tuyaNear = tuyaNear
    this.#ports = ports
  }

  lineTime({ timeInLine }: AnswerRecipe, which: number, t: Millis | undefined): Millis | undefined {
    if (timeInLine) return this.#ports.lineTime(this.text, t)
    return this.read()?.responses[which]?.lineTime
  }

  read(): Extraction | undefined {
    return this.#ports.readAlone(Buffer.from(this.text, 'latin1'), this.#tuyaNear)
  }
}

/** An answer in a line whose form is known: it says what reading the line would say. */
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
  readonly #line: RecalledLine

  constructor(
    recipe: AnswerRecipe,
    which: number,
    line: RecalledLine,
    place: Place,
    echo: boolean,
  ) {
    const { said } = recipe
    const t = textOf(recipe.t, line.text)
    this.success = said.success
    this.code = said.code
    this.message = said.message
    this.t = t === undefined ? t : Number(t)
    this.tid = textOf(recipe.tid, line.text)
    this.path = place.path
    this.method = place.method
    this.device = place.device
    this.shape = said.shape
    this.evidence = said.evidence
    this.start = line.offset
    this.line = line.number
    this.offset = line.offset
    this.echo = echo
    this.#recipe = recipe
    this.#which = which
    this.#line = line
  }

  get lineTime(): Millis | undefined {
    return this.#line.lineTime(this.#recipe, this.#which, this.t)
  }

  get text(): string {
    return this.#line.read()?.responses[this.#which]?.text ?? ''
  }
}

export class RecalledRejection implements Rejection {
  readonly reason: RejectReason
  readonly line: number
  readonly #line: RecalledLine
  readonly #which: number

  constructor(reason: RejectReason, which: number, line: RecalledLine) {
    this.reason = reason
    this.line = line.number
    this.#which = which
    this.#line = line
  }

  get text(): string {
    return this.#line.read()?.rejections[this.#which]?.text ?? ''
  }
}
