import { grouped } from './grouped.ts'

/** `1 error`, `12,000 errors`. */
export function plural(amount: number, noun: string): string {
  return `${grouped(amount)} ${noun}${amount === 1 ? '' : 's'}`
}
