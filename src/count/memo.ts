/** Answers remembered by one memo; beyond it they are all computed again. Paths and labels of one installation are far fewer. */
const MEMO_MAX = 10_000

/** A pure function of strings that remembers its answers: building a key costs more than finding it. */
export function memo<Args extends readonly string[], T>(
  compute: (...args: Args) => T,
): (...args: Args) => T {
  const known = new Map<string, T>()
  return (...args) => {
    const key = args.length === 1 ? (args[0] ?? '') : args.join('\u001f')
    const found = known.get(key)
    if (found !== undefined) return found
    if (known.size >= MEMO_MAX) known.clear()
    const computed = compute(...args)
    known.set(key, computed)
    return computed
  }
}
