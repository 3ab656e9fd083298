import type { ErrorEvent } from '../types/event.ts'
import type { Found } from './found.ts'

/** One line of `scan --json`: an answer of the cloud; a key that has no value is null. */
export function jsonLine({ event, file, duplicate, at }: Found): string {
  return JSON.stringify({
    file,
    line: event.line,
    offset: event.offset,
    time: at === undefined ? null : new Date(at).toISOString(),
    success: event.success,
    ...(event.success ? NO_ERROR : errorFields(event)),
    tid: event.tid ?? null,
    path: event.path ?? null,
    device_id: event.device ?? null,
    source: event.source,
    shape: event.shape,
    duplicate,
  } satisfies Record<string, unknown>)
}

const NO_ERROR = { code: null, message: null, category: null, severity: null, known: null }

function errorFields({ code, message, category, severity, known }: ErrorEvent) {
  return { code: codeValue(code), message: message || null, category, severity, known }
}

/** A number, or the word that the cloud sent. */
function codeValue(code: string): number | string {
  const number = Number(code)
  return /^-?\d+$/.test(code) && Number.isSafeInteger(number) ? number : code
}
