/** Answers remembered of one function; beyond them all are forgotten, and come again one by one. */
const ANSWERS_MAX = 2_000

/** Longer texts are rarely seen twice. */
const TEXT_CHARS_MAX = 300

/** The same function, which remembers what it answered: logs say the same few keys and messages over and over. */
export function memo<Answer>(compute: (text: string) => Answer): (text: string) => Answer {
  const answers = new Map<string, Answer>()
  return (text) => {
    const known = answers.get(text)
    if (known !== undefined || text.length > TEXT_CHARS_MAX) return known ?? compute(text)
    const answer = compute(text)
    if (answers.size >= ANSWERS_MAX) answers.clear()
    answers.set(text, answer)
    return answer
  }
}
