import type { ReceivedMail } from '../notify/inbox.ts'
import type { Paint } from '../scan/words.ts'
import { countByCategory, type LogView, type StatusView } from '../web/status.ts'

/** Where things are, for the first lines on the terminal. */
export interface DemoPlaces {
  /** Paths that are tailed. */
  readonly logs: readonly string[]
  /** Whether the bundled application writes the log, or the user's own is read. */
  readonly own: boolean
  readonly mails: string
  readonly url: string
}

/** What is running and where to look. */
export function introduction({ logs, own, mails, url }: DemoPlaces, paint: Paint): string {
  const story = own
    ? 'tuyawatch reads your log.'
    : 'A small hotel application writes a log; tuyawatch reads it as it would read yours.'
  return [
    paint('bold', story),
    '',
    `  log      ${logs.join(' ')}`,
    `  metrics  ${paint('cyan', `${url}/metrics`)}`,
    `  page     ${paint('cyan', `${url}/`)}`,
    `  mails    ${mails}`,
    '',
    own
      ? '  With your mail server:  tuyawatch run -c tuyawatch.yaml'
      : '  Your own log:  npm start -- /path/to/app.log   then, with your mail server:  tuyawatch run -c tuyawatch.yaml',
    '  Ctrl-C stops.',
    '',
    '',
  ].join('\n')
}

/** `41 answers, 14 errors: device_offline 12, parameter 2`, and what keeps logs from being read. */
export function countsText({ codes, responses, errors, logs }: StatusView): string {
  const counts = countByCategory(codes).map(({ category, count }) => `${category} ${count}`)
  const detail = counts.length === 0 ? '' : `: ${counts.join(', ')}`
  return [`${responses} answers, ${errors} errors${detail}`, ...logs.flatMap(obstacle)].join('; ')
}

function obstacle({ source, files }: LogView): readonly string[] {
  if (files.unreadable > 0) return [`${source} cannot be read`]
  return files.following + files.finished === 0 ? [`${source} has no file yet`] : []
}

export function timedLine(text: string, at: Date, paint: Paint): string {
  return `${paint('dim', clock(at))}  ${text}\n`
}

/** Lines of a mail's text that are shown; the file has them all. */
const MAIL_LINES = 4

/** That a mail came, what it says first, and where it is kept. */
export function mailLines(mail: ReceivedMail, at: Date, paint: Paint): string {
  const lines = mail.firstLines.filter((line) => line.trim() !== '').slice(0, MAIL_LINES)
  return [
    `${paint('dim', clock(at))}  ${paint('yellow', 'MAIL')}  ${paint('bold', mail.subject)}`,
    ...lines.map((line) => `            | ${line}`),
    `            ${paint('dim', mail.file)}`,
    '',
  ].join('\n')
}

function clock(at: Date): string {
  return at.toLocaleTimeString('en-GB')
}
