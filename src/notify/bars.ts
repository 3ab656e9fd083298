import { plural } from '../text/plural.ts'
import type { Lately, Notification } from '../types/notification.ts'
import { cleanLine, inert } from './clean.ts'
import type { Bar, Section } from './model.ts'
import { duration, minuteNear } from './when.ts'

/** The last hours, so that a reader sees when it began, and whether it grows or ends. Nothing where nothing was counted. */
export function barsSection({ lately, since, at, rule }: Notification): Section[] {
  const bars = (lately?.bars ?? []).map((bar) => ({ ...bar, during: bar.at > since }))
  const [first, second] = bars
  const most = Math.max(0, ...bars.map(({ count }) => count))
  if (!lately || !first || !second || most === 0) return []
  const each = second.at - first.at
  const noun = lately.of === 'answers' ? 'answer' : 'error'
  return [
    {
      kind: 'bars',
      title: `The last ${duration(each * bars.length)}`,
      bars,
      severity: rule.severity,
      caption: `${capital(subjectOf(lately))} since ${minuteNear(first.at - each, at)}, ${duration(each)} a bar; the highest is ${plural(most, noun)}.`,
    },
  ]
}

/** `device offline errors in project eu-prod` */
export function subjectOf({ of, categories, project }: Lately): string {
  const names = categories.map((category) => category.replaceAll('_', ' '))
  const kinds = names.length > 0 ? `${names.join(' and ')} ` : ''
  return `${kinds}${of}${placeOf(project)}`
}

/** Nothing where the logs have no project: there is one then. */
function placeOf(project: string | undefined): string {
  if (project === '') return ''
  return project === undefined
    ? ' in all projects'
    : ` in project ${inert(cleanLine(project, NAME_MAX))}`
}

/** One character a bar; a bar that is not empty is never shown as empty. */
export function sparkline(bars: readonly Bar[]): string {
  const most = Math.max(1, ...bars.map(({ count }) => count))
  return bars.map(({ count }) => LEVELS[Math.ceil((count / most) * (LEVELS.length - 1))]).join('')
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

const LEVELS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█']
const NAME_MAX = 80
