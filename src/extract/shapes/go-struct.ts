import type { ShapeRule } from './index.ts'

/** `{Code:1106 Msg:permission deny Success:false T:1622202332061}`: %+v of a struct, without blanks behind the colons. */
export const goStruct: ShapeRule = {
  shape: 'go_struct',
  matches: ({ opener }, { key, quote, separator, from }, text) =>
    opener === '{' &&
    quote === '' &&
    separator === ':' &&
    /^[A-Z]/.test(key) &&
    text[from + key.length + 1] !== ' ',
}
