import type { ShapeRule } from './index.ts'

/** `{ code: 1106, msg: 'permission deny', success: false, … }`: what console.log makes of an object. */
export const jsInspect: ShapeRule = {
  shape: 'js_inspect',
  matches: ({ opener }, { quote, separator }) =>
    opener === '{' && quote === '' && separator === ':',
}
