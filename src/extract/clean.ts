/** A value as its sender meant it: without escapes, surrounding blanks and the full stop of the sentence around a number. */
export function cleaned(raw: string): string {
  const text = raw
    .replace(/\\+u([\da-f]{4})/gi, (_escape, digits: string) => char(digits))
    .replace(/\\+(["'/])/g, '$1')
    .trim()
  return /^-?\d+\.$/.test(text) ? text.slice(0, -1) : text
}

function char(digits: string): string {
  return String.fromCharCode(Number.parseInt(digits, 16))
}
