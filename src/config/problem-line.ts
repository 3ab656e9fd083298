import type { Problem } from '../types/config.ts'

/** `file:line:col: path: message`, as editors and people jump to it. */
export function problemLine({ file, line, column, path, message }: Problem): string {
  const place = line === undefined ? file : `${file}:${line}:${column ?? 1}`
  return [place, path, message].filter((part) => part !== '').join(': ')
}
