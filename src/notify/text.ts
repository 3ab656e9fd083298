import { sparkline } from './bars.ts'
import type { Excerpt, Fact, MailModel, Section, Table } from './model.ts'

/** The plain part: complete in itself, in a fixed-width font and in any other. */
export function toText(model: MailModel): string {
  const blocks = [
    wrap(`${model.badge}: ${model.headline}`),
    ...model.lead.map((paragraph) => wrap(paragraph)),
    ...model.sections.map(sectionText),
    ['--', ...model.footer.flatMap((line) => wrap(line))].join('\n'),
  ]
  return `${blocks.join('\n\n')}\n`
}

function sectionText(section: Section): string {
  const title = section.title === undefined ? [] : [section.title.toUpperCase()]
  return [...title, bodyText(section)].join('\n')
}

function bodyText(section: Section): string {
  switch (section.kind) {
    case 'facts':
      return factLines(section.facts)
    case 'prose':
      return section.paragraphs.map((paragraph) => wrap(paragraph)).join('\n')
    case 'steps':
      return section.steps.map((step, index) => wrap(step, `${index + 1}. `)).join('\n')
    case 'table':
      return tableLines(section.table)
    case 'bars':
      return [sparkline(section.bars), wrap(section.caption)].join('\n')
    case 'samples':
      return section.samples.map(excerptLines).join('\n')
    case 'links':
      return section.links.map(({ label, url }) => `${label}: ${url}`).join('\n')
  }
}

function factLines(facts: readonly Fact[]): string {
  const width = Math.max(...facts.map(([name]) => name.length)) + GAP
  return facts.map(([name, value]) => wrap(value, name.padEnd(width))).join('\n')
}

/** The last column wraps within itself; the others are as wide as their widest cell. */
function tableLines({ head, rows, rest }: Table): string {
  const widths = head.map((_, column) =>
    Math.max(...[head, ...rows].map((row) => (row[column] ?? '').length)),
  )
  const lines = [head, ...rows].map((row) => {
    const before = row.slice(0, -1).map((cell, column) => cell.padEnd((widths[column] ?? 0) + GAP))
    return wrap(row.at(-1) ?? '', before.join(''))
  })
  return [...lines, ...(rest ? [rest] : [])].join('\n')
}

/** Every line of the log behind a bar: no log text can pass for the mail's own. */
function excerptLines({ caption, text }: Excerpt): string {
  return [`${caption}:`, ...text.split('\n').map((line) => `  | ${line}`)].join('\n')
}

/** Breaks at spaces; later lines are indented as far as `first` reaches. A longer word stands alone. */
function wrap(text: string, first = ''): string {
  const lines: string[] = []
  let line = first
  for (const word of text.split(' ')) {
    const isStart = line === first
    if (!isStart && line.length + 1 + word.length > WIDTH) {
      lines.push(line)
      line = ' '.repeat(first.length) + word
    } else {
      line += isStart ? word : ` ${word}`
    }
  }
  return [...lines, line].join('\n')
}

/** Columns: what mail programs have wrapped at for forty years. */
const WIDTH = 76
const GAP = 2
