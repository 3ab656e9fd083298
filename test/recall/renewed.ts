import { createRandom, type Random } from '../../src/demo/random.ts'

/**
 * The text so many times one behind the other, each time with other clocks, times of the cloud, trace ids, devices and
 * numbers, now and then one that is a code: what a program prints that runs on. The same word is the same new one wherever it stands in one copy.
 */
export function renewed(text: string, times: number): string {
  const random = createRandom(7)
  return Array.from({ length: times }, () => copyOf(text, random)).join('')
}

function copyOf(text: string, random: Random): string {
  const words = new Map<string, string>()
  return text.replace(NEW, (word) => {
    const other = words.get(word) ?? otherFor(word, random)
    words.set(word, other)
    return other
  })
}

const NEW =
  /(?<!\w)(?:[0-9a-f]{32}|1[4-9]\d{11}|(?=[a-z]*\d)(?=\d*[a-z])[0-9a-z]{18,24}|vdevo\d{13,19})(?!\w)|(?<=[^\d]|^)\d{1,2}:\d\d:\d\d(?:[.,]\d{1,9})?|(?<![\w.])[1-9]\d{4,6}(?![\w.])/g

function otherFor(word: string, random: Random): string {
  if (word.includes(':')) return clock(word, random)
  if (/^\d{13}$/.test(word))
    return word.slice(0, 2) + word.slice(2).replace(/\d/g, () => digit(random))
  if (/^\d{5,7}$/.test(word)) return number(word, random)
  const digits = word.length === 32 ? '0123456789abcdef' : '0123456789abcdefghijklmnopqrstuvwxyz'
  return word.replace(/./g, () => digits[random.between(0, digits.length - 1)] ?? '0')
}

/** A time of the day with as many digits. */
function clock(word: string, random: Random): string {
  const [time = '', ...fraction] = word.split(/(?=[.,])/)
  const parts = time.split(':').map((part, at) => {
    const most = part.length === 1 ? 9 : at === 0 ? 23 : 59
    return `${random.between(part.length === 1 ? 1 : 0, most)}`.padStart(part.length, '0')
  })
  return parts.join(':') + fraction.join('').replace(/\d/g, () => digit(random))
}

/** As long, and now and then a code of the catalog, if one is as long. */
function number(word: string, random: Random): string {
  const code = random.pick(CODES)
  if (code.length === word.length) return code
  return `${random.between(1, 9)}${word.slice(1).replace(/\d/g, () => digit(random))}`
}

const CODES = ['30002', '30003', '30100', '115001', '1234567'] as const

function digit(random: Random): string {
  return `${random.between(0, 9)}`
}
