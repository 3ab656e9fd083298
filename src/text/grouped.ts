/**
 * A whole number as English writes it: `12,000`. `toLocaleString('en-US')` says the same, and brings the tables of a hundred
 * languages into memory for it: 8 MB.
 */
export function grouped(whole: number): string {
  return `${Math.round(whole)}`.replace(/\B(?=(\d{3})+$)/g, ',')
}
