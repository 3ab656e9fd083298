import type { ShapeRule } from './index.ts'

/** `level=error msg="permission deny" code=1106`: pairs without blanks around `=` and without commas between. */
export const logfmt: ShapeRule = {
  shape: 'logfmt',
  matches: ({ opener, keys }, { key, quote, separator, from }, text) =>
    opener === '' &&
    quote === '' &&
    separator === '=' &&
    keys.size >= LOGFMT_KEYS_MIN &&
    text[from + key.length] === '=' &&
    !/code=[^\s,]*,/.test(text.slice(from, from + 40)),
}

/** Fewer pairs are a sentence that names a code and a message. */
const LOGFMT_KEYS_MIN = 3
