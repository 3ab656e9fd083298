import { grouped } from '../text/grouped.ts'
import { plural } from '../text/plural.ts'
import type { WeeklyReport } from '../types/weekly.ts'
import { cleanLine } from './clean.ts'
import type { RenderContext } from './context.ts'
import type { Fact, MailModel, Section } from './model.ts'
import { duration, utc } from './when.ts'

/** The sign of life: that the way works, and what went over it. */
export function describeWeekly(report: WeeklyReport, context: RenderContext): MailModel {
  const instance = cleanLine(context.instance, NAME_MAX)
  const length = duration(report.until - report.from)
  return {
    tone: 'info',
    badge: 'ALIVE',
    headline: `${plural(report.answers, 'answer')} read in ${length}, ${plural(errorsIn(report), 'error')} among them`,
    lead: [
      'tuyawatch runs, and this is its weekly sign of life. It takes the same way as alerts do: when it stays away, so may they.',
      report.firing === 0 ? 'Nothing is firing.' : `${plural(report.firing, 'alert')} firing now.`,
    ],
    sections: [
      { kind: 'facts', facts: factsOf(report, instance) },
      ...errorSection(report),
      ...linkSection(context),
    ],
    footer: [`tuyawatch ${context.version} on ${instance}`],
  }
}

function factsOf(report: WeeklyReport, instance: string): Fact[] {
  const { from, until, answers, attempts, failedAttempts, lostBytes, filesFollowed } = report
  return [
    ['From', utc(from)],
    ['To', utc(until)],
    ['Answers', grouped(answers)],
    ['Following', plural(filesFollowed, 'file')],
    ['Not read', plural(lostBytes, 'byte')],
    ['Sending', `${plural(attempts, 'attempt')}, ${grouped(failedAttempts)} failed`],
    ['Seen by', `tuyawatch on ${instance}`],
  ]
}

function errorSection(report: WeeklyReport): Section[] {
  if (report.errors.length === 0) return []
  const rows = [...report.errors]
    .sort(([, a], [, b]) => b - a)
    .map(([category, count]) => [grouped(count), category])
  return [
    { kind: 'table', title: 'Errors', table: { head: ['Errors', 'Category'], rows, rest: '' } },
  ]
}

function linkSection({ statusUrl }: RenderContext): Section[] {
  if (!statusUrl) return []
  return [{ kind: 'links', title: 'Read on', links: [{ label: 'Status page', url: statusUrl }] }]
}

function errorsIn({ errors }: WeeklyReport): number {
  return errors.reduce((sum, [, count]) => sum + count, 0)
}

const NAME_MAX = 80
