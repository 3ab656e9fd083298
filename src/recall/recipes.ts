import type { Extraction } from '../types/record.ts'
import { FORM_AGAIN, FORM_NONE, type Forms } from '../types/sift.ts'
import type { Millis } from '../types/time.ts'
import { type Recipe, recipeOf, type Sample } from './recipe.ts'
import { numbersIn, variantsOf } from './variants.ts'

/** What else than its form decides how a text is read. */
export interface Circumstances {
  readonly tuyaNear: boolean
  /** A container runtime gave its time. */
  readonly wrapped: boolean
}

/** A text whose form was looked at last, and how texts of that form are read in these circumstances. */
export interface Learnable {
  readonly copy: () => Buffer
  /** `undefined` where it cannot be read by itself. */
  readonly read: (text: Buffer) => Extraction | undefined
  /** The time that such a text tells, for an answer that the cloud gave at `t`. */
  readonly timeOf: (text: string, t: Millis | undefined) => Millis | undefined
}

/** Remembers by which recipe texts of a form are read, and the forms that have none. */
export interface Recipes {
  /** The recipe of a form, as `Forms` numbers it; `undefined` where it is to be read. */
  find(form: number, circumstances: Circumstances, learnable: () => Learnable): Recipe | undefined
}

export function createRecipes(forms: Forms): Recipes {
  let recipes: (Recipe | 'none')[] = []
  let { generation } = forms
  return {
    find(form, { tuyaNear, wrapped }, learnable) {
      if (form === FORM_NONE) return undefined
      const number = form === FORM_AGAIN ? forms.learn() : form
      if (forms.generation !== generation) recipes = []
      generation = forms.generation
      const place = 4 * number + (tuyaNear ? 1 : 0) + (wrapped ? 2 : 0)
      const recipe = recipes[place] ?? learned(learnable(), forms) ?? 'none'
      recipes[place] = recipe
      return recipe === 'none' ? undefined : recipe
    },
  }
}

/** From the text and two others of its form, which all must be read alike. */
function learned({ copy, read, timeOf }: Learnable, forms: Forms): Recipe | undefined {
  const text = copy()
  const blanked = Buffer.from(forms.blanked(text.length))
  const samples = [text, ...variantsOf(text, blanked)].map((one): Sample | undefined => {
    const extraction = read(one)
    return extraction && { text: one.toString('latin1'), extraction }
  })
  const [first, ...others] = samples.filter((sample) => sample !== undefined)
  if (first === undefined || others.length + 1 < samples.length) return undefined
  return recipeOf([first, ...others], numbersIn(blanked), timeOf)
}
