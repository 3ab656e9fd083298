import type { Shape } from '../../types/record.ts'
import type { Group, Pair } from '../group.ts'
import { goStruct } from './go-struct.ts'
import { javaResult } from './java-result.ts'
import { jsInspect } from './js-inspect.ts'
import { json } from './json.ts'
import { logfmt } from './logfmt.ts'
import { phpArray } from './php-array.ts'
import { pythonDict } from './python-dict.ts'

/** One notation: what its groups look like, judged by the pair that carries the code (or the success). */
export interface ShapeRule {
  readonly shape: Shape
  readonly matches: (group: Group, pair: Pair, text: string) => boolean
}

/** In this order: an earlier one is the more certain. */
const SHAPES: readonly ShapeRule[] = [
  json,
  pythonDict,
  phpArray,
  goStruct,
  jsInspect,
  javaResult,
  logfmt,
]

/** The notation of a group; pairs in a sentence are the one that is left. */
export function shapeOf(group: Group, pair: Pair, text: string): Shape {
  return SHAPES.find((rule) => rule.matches(group, pair, text))?.shape ?? 'sentence'
}
