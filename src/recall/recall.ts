import type { Extraction, FileContext } from '../types/record.ts'
import { FORM_AGAIN, FORM_NONE } from '../types/sift.ts'
import { textOf } from './part.ts'
import type { Place, RecallPorts } from './ports.ts'
import { RecalledLine, RecalledRejection, RecalledResponse } from './recalled.ts'
import {
  type AnswerRecipe,
  type PlaceRecipe,
  type Recipe,
  recipeOf,
  type Sample,
} from './recipe.ts'
import { variantsOf } from './variants.ts'

/** A line of the chunk that was searched last. */
export interface LineAt {
  readonly bytes: Buffer
  /** Within the chunk. */
  readonly start: number
  readonly end: number
  /** Of its start, in the file. */
  readonly offset: number
  /** 1-based, in the file. */
  readonly number: number
}

/** What is read out of a line, if its form is known to be a record by itself; `undefined` means that it must be read. */
export type Recall = (line: LineAt, context: FileContext) => Extraction | undefined

/**
 * Recalls what lines of a form say: a program prints the same few, over and over, with another time and trace id in each.
 * A form is learned when it comes for the second time, by reading the line and two variants of it; from then on its lines
 * are not read but recalled. What is recalled is what would have been read.
 */
export function createRecall(ports: RecallPorts): Recall {
  const recipeFor = createRecipes(ports)
  return (line, context) => {
    const near = ports.inContext.isTuyaNear(context, line.number)
    const recipe = recipeFor(line, near)
    return recipe && recalled(recipe, line, near, context, ports)
  }
}

/** Remembers recipes by form, and the forms that have none. */
function createRecipes(ports: RecallPorts): (line: LineAt, near: boolean) => Recipe | undefined {
  const { forms } = ports
  let recipes: (Recipe | 'none')[] = []
  let { generation } = forms
  return (line, near) => {
    const known = forms.of(line.start, line.end)
    if (known === FORM_NONE) return undefined
    const form = known === FORM_AGAIN ? forms.learn() : known
    if (forms.generation !== generation) recipes = []
    generation = forms.generation
    const place = 2 * form + (near ? 1 : 0)
    const recipe = recipes[place] ?? learned(line, near, ports) ?? 'none'
    recipes[place] = recipe
    return recipe === 'none' ? undefined : recipe
  }
}

function learned(line: LineAt, near: boolean, ports: RecallPorts): Recipe | undefined {
  const bytes = Buffer.from(line.bytes.subarray(line.start, line.end))
  const blanked = Buffer.from(ports.forms.blanked(bytes.length))
  const [own, ...others] = [bytes, ...variantsOf(bytes, blanked)].map((variant) =>
    sampleOf(variant, near, ports),
  )
  if (!own || !others.every((other) => other !== undefined)) return undefined
  return recipeOf([own, ...others], ports.lineTime)
}

function sampleOf(line: Buffer, near: boolean, { readAlone }: RecallPorts): Sample | undefined {
  const extraction = readAlone(line, near)
  return extraction && { line: line.toString('latin1'), extraction }
}

function recalled(
  recipe: Recipe,
  at: LineAt,
  near: boolean,
  context: FileContext,
  ports: RecallPorts,
): Extraction {
  const { answers, rejections, tuya, codes } = recipe
  const line = new RecalledLine(at.bytes.toString('latin1', at.start, at.end), at, near, ports)
  const request = recipe.request && placeIn(recipe.request, line)
  return {
    responses: answers.map((one, which) => recalledAnswer(one, which, line, context, ports)),
    rejections: rejections.map((reason, which) => new RecalledRejection(reason, which, line)),
    context: ports.inContext.after(context, { tuya, request, codes }, at.number),
  }
}

function recalledAnswer(
  answer: AnswerRecipe,
  which: number,
  line: RecalledLine,
  context: FileContext,
  { inContext }: RecallPorts,
): RecalledResponse {
  const { code, shape, echo } = answer.said
  const identified = answer.t !== undefined || answer.tid !== undefined
  const place = inContext.placeOf(placeIn(answer.place, line), context, line.number)
  const isEcho = inContext.isEcho({ code, shape, echo, identified }, context, line.number)
  return new RecalledResponse(answer, which, line, place, isEcho)
}

function placeIn({ path, method, device }: PlaceRecipe, { text }: RecalledLine): Place {
  return { path: textOf(path, text), method, device: textOf(device, text) }
}
