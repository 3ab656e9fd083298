import type { ShapeRule } from './index.ts'

/** toString of Java and Kotlin: `Result(code=1106, msg=…)`, `Result{…}`, a Map's `{code=1106, …}`, `[errorCode: 1106, errorMsg: …]`. */
export const javaResult: ShapeRule = {
  shape: 'java_result',
  matches: (group, { key, quote, separator }) => {
    if (quote !== '' || group.opener === '') return false
    if (group.opener === '[') return /^error/i.test(key)
    return separator === '=' && (group.opener === '{' || /^[A-Z]/.test(group.label))
  },
}
