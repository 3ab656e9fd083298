import type { Envelope } from './answers.ts'

/** How languages print an envelope. One line or several. */

export function json(envelope: Envelope): string {
  return JSON.stringify(envelope)
}

export function indented(envelope: Envelope): string {
  return JSON.stringify(envelope, null, 2)
}

export function python(envelope: Envelope): string {
  return `{${pairs(envelope, (key, value) => `'${key}': ${pythonValue(value)}`).join(', ')}}`
}

/** `pprint`, which sorts and breaks. */
export function pprint(envelope: Envelope): string {
  return `{${pairs(envelope, (key, value) => `'${key}': ${pythonValue(value)}`).join(',\n ')}}`
}

export function inspect(envelope: Envelope): string {
  return `{ ${pairs(envelope, (key, value) => `${key}: ${jsValue(value)}`).join(', ')} }`
}

export function inspectLines(envelope: Envelope): string {
  return `{\n${pairs(envelope, (key, value) => `  ${key}: ${jsValue(value)}`).join(',\n')}\n}`
}

export function goStruct(envelope: Envelope): string {
  const all = pairs(envelope, (key, value) => `${key[0]?.toUpperCase()}${key.slice(1)}:${value}`)
  return `{${all.join(' ')} Result:<nil>}`
}

export function javaResult(envelope: Envelope, [open, close] = ['(', ')']): string {
  return `Result${open}${pairs(envelope, (key, value) => `${key}=${value}`).join(', ')}${close}`
}

export function printR(envelope: Envelope): string {
  const all = pairs(envelope, (key, value) => `    [${key}] => ${value === false ? '' : value}`)
  return `Array\n(\n${all.join('\n')}\n)`
}

export function varDump(envelope: Envelope): string {
  const all = pairs(envelope, (key, value) => `  ["${key}"]=>\n  ${phpValue(value)}`)
  return `array(${all.length}) {\n${all.join('\n')}\n}`
}

export function logfmt(envelope: Envelope): string {
  return pairs(envelope, (key, value) => `${key}=${JSON.stringify(value)}`).join(' ')
}

function pairs(
  envelope: Envelope,
  print: (key: string, value: unknown) => string,
): readonly string[] {
  return Object.entries(envelope).map(([key, value]) => print(key, value))
}

function pythonValue(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  if (typeof value !== 'string') return String(value)
  return value.includes("'") ? `"${value}"` : `'${value}'`
}

function jsValue(value: unknown): string {
  if (typeof value !== 'string') return String(value)
  return value.includes("'") ? `"${value}"` : `'${value}'`
}

function phpValue(value: unknown): string {
  if (typeof value === 'boolean') return `bool(${value})`
  if (typeof value === 'number') return `int(${value})`
  return `string(${Buffer.byteLength(String(value))}) "${value}"`
}
