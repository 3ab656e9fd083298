import type { ShapeRule } from './index.ts'

/** `{"code":1106,"msg":"permission deny",…}`, on one line or many, whole or cut, escaped or not. */
export const json: ShapeRule = {
  shape: 'json',
  matches: (_group, { quote, separator }) => quote === '"' && separator === ':',
}
