export const MEGABYTE = 1e6

export function megabytesASecond(rate: number): string {
  return Math.round(rate / MEGABYTE).toLocaleString('en-US')
}

/** To two digits. */
export function ratio(rate: number, other: number): string {
  return Number((rate / other).toPrecision(2)).toString()
}

/** In Markdown; the first column to the left, numbers to the right. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const rule = head.map((_, column) => (column === 0 ? '---' : '---:'))
  return [head, rule, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}
