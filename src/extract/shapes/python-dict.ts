import type { ShapeRule } from './index.ts'

/** `{'code': 1106, 'msg': 'permission deny', 'success': False, …}`: the repr of a dict. */
export const pythonDict: ShapeRule = {
  shape: 'python_dict',
  matches: (_group, { quote, separator }) => quote === "'" && separator === ':',
}
