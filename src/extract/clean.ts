/** A value as its sender meant it: without escapes, surrounding blanks and the full stop of the sentence around a number. */
export function cleaned(raw: string): string {
  const text = raw.includes('\\') ? unescaped(raw).trim() : raw.trim()
  return text.endsWith('.') && /^-?\d+\.$/.test(text) ? text.slice(0, -1) : text
}

function unescaped(text: string): string {
  return text
    .replace(/\\+u([\da-f]{4})/gi, (_escape, digits: string) => char(digits))
    .replace(/\\+(["'/])/g, '$1')
}

function char(digits: string): string {
  return String.fromCharCode(Number.parseInt(digits, 16))
}
