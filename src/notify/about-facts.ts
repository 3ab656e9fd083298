import { grouped } from '../text/grouped.ts'
import { plural } from '../text/plural.ts'
import type { Notification } from '../types/notification.ts'
import type { Facts, QuotaFacts } from '../types/state.ts'
import { cleanLine, inert } from './clean.ts'
import type { Section } from './model.ts'
import { duration, utc } from './when.ts'

/** What the rule's condition found beside the number of errors. */
export function factsSection({ counts: { facts }, at }: Notification): Section[] {
  if (!facts) return []
  return [{ kind: 'prose', title: 'What the rule found', paragraphs: factsText(facts, at) }]
}

/** The same in sentences. */
export function factsText(facts: Facts, at: number): string[] {
  switch (facts.kind) {
    case 'distinct': {
      const devices = `${grouped(facts.devices)}${facts.orMore ? ' or more' : ''} different devices`
      const of = facts.seen === undefined ? '' : ` of the ${grouped(facts.seen)} seen in a day`
      return [`${devices} failed within the window${of}.`]
    }
    case 'ratio':
      return [
        `${grouped(facts.errors)} of ${plural(facts.answers, 'answer')} within the window are errors: ${percent(facts.errors, facts.answers)}.`,
      ]
    case 'spike':
      return [
        `${plural(facts.errors, 'error')} within the window, ${grouped(facts.before)} in the same time before it.`,
      ]
    case 'absent':
      return [`${absentHeadline(facts)}.`, ABSENT_WHY[facts.why]]
    case 'lost':
      return [`${lostHeadline(facts)}.`, ...facts.reasons.map(lossText)]
    case 'quota':
      return quotaText(facts, at)
  }
}

/** How much is used, when it is empty, who uses it, and how far the count can be trusted. */
function quotaText(facts: QuotaFacts, at: number): string[] {
  const { used, calls, callers } = facts
  return [
    `${grouped(used)} of ${plural(calls, 'call')} of the plan are used: ${percent(used, calls)}. The count starts anew on ${utc(facts.resetsAt)}.`,
    forecast(facts, at),
    ...(callers.length > 0 ? [`Who calls most: ${callers.map(callerText).join('; ')}.`] : []),
    trust(facts),
  ]
}

export function absentHeadline({ what, lastAt }: AbsentFacts): string {
  const last = lastAt === undefined ? 'there never was one' : `the last one came at ${utc(lastAt)}`
  return `No ${ABSENT[what]} comes any more, ${last}`
}

type AbsentFacts = Extract<Facts, { kind: 'absent' }>

const ABSENT = {
  response: 'answer of the cloud',
  success: 'successful answer',
  line: 'line',
} as const

const ABSENT_WHY: Readonly<Record<AbsentFacts['why'], string>> = {
  application_silent:
    'The log has no new lines either: the application is stopped, or logs elsewhere.',
  file_unreadable:
    'A log file is there and cannot be read: check its owner and mode, and whether the disk answers.',
  format_changed:
    'The log goes on, but no answer of the cloud is found in it: the application does not call any more, or logs its answers in another form. Try: tuyawatch explain LINE.',
  only_errors: 'Answers come, and all of them are errors.',
}

export function lostHeadline({ bytes }: LostFacts): string {
  return `${plural(bytes, 'byte')} of the log could not be read: errors in them are not counted`
}

type LostFacts = Extract<Facts, { kind: 'lost' }>

function lossText([reason, bytes]: LostFacts['reasons'][number]): string {
  return `${plural(bytes, 'byte')}, ${reason}: ${LOST_WHY[reason] ?? ''}`
}

/** By `LossReason`: what happened, and what helps. */
const LOST_WHY: Readonly<Record<string, string>> = {
  line_too_long:
    'a line of more than 1 MiB was skipped. Something writes binary data or whole files into the log.',
  record_too_long: 'a record was longer than one can be, and its end was not looked at.',
  truncated:
    'the file was truncated, or written anew, before it was read to its end. Let the rotation rename files (logrotate: no copytruncate), and look whether tuyawatch had the time to read.',
  encoding: 'the file is UTF-16. Let the application log in UTF-8.',
}

/** The same in one line. */
export function quotaHeadline({ used, calls, exhaustedAt }: QuotaFacts): string {
  const share = `${percent(used, calls)} of the calls are used`
  return exhaustedAt === undefined ? share : `${share}, empty on ${utc(exhaustedAt)}`
}

function forecast({ exhaustedAt, resetsAt }: QuotaFacts, at: number): string {
  if (exhaustedAt === undefined) return 'At the pace of the last hours it lasts until then.'
  const early = `${duration(resetsAt - exhaustedAt)} before the reset`
  return exhaustedAt <= at
    ? `It is empty, ${early}.`
    : `At this pace it is empty on ${utc(exhaustedAt)}, ${early}.`
}

function callerText({ api, source, calls }: QuotaFacts['callers'][number]): string {
  const path = api === '' ? 'calls without a path' : inert(cleanLine(api, WORD_MAX))
  const log = source === '' ? '' : ` in ${inert(cleanLine(source, WORD_MAX))}`
  return `${path}${log}, ${grouped(calls)}`
}

function trust({ watched, shownAt }: QuotaFacts): string {
  if (shownAt !== undefined)
    return `The count was taken over from Tuya’s console as of ${utc(shownAt)}; since then each answer in the logs is a call.`
  return `Each answer in the logs is a call; ${percent(watched, 1)} of the period so far was watched. Calls that no log shows are not counted.`
}

function percent(part: number, whole: number): string {
  return `${whole === 0 ? 0 : Math.floor((part / whole) * 100)} %`
}

const WORD_MAX = 80
