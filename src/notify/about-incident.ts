import { grouped } from '../text/grouped.ts'
import { plural } from '../text/plural.ts'
import type { Notification } from '../types/notification.ts'
import type { GroupLabel } from '../types/rule.ts'
import type { KeyState, Sample } from '../types/state.ts'
import { clean, cleanLine, inert } from './clean.ts'
import type { Leading } from './codes.ts'
import type { Excerpt, Fact } from './model.ts'
import { duration, utc, utcNear } from './when.ts'

/** Where, since when, how many, how bad, who: what a reader needs before the first scroll. */
export function incidentFacts(
  notification: Notification,
  leading: Leading | undefined,
  instance: string,
): Fact[] {
  const who: Fact[] = leading ? [['Who must act', cleanLine(leading.who, WHO_MAX)]] : []
  return [
    ['Where', whereText(notification)],
    ...times(notification),
    ...(notification.counts.total > 0 ? [howManyFact(notification)] : []),
    ['How bad', howBad(notification, leading)],
    ...(notification.kind === 'resolved' ? [] : who),
    ['Seen by', `tuyawatch on ${instance}`],
  ]
}

/** `project eu-prod, source billing-api, device bf12…`; the sources of the samples where the group names none. */
export function whereText({ group, counts }: Pick<Notification, 'group' | 'counts'>): string {
  const sources = [...new Set(counts.samples.map(({ source }) => source))].sort()
  const source = group.source ?? sources.slice(0, SOURCES_MAX).join(', ')
  const places = PLACES.map(([label, word]) => [word, label === 'source' ? source : group[label]])
  const named = places.filter(([, value]) => value)
  if (named.length === 0) return 'everywhere'
  return named
    .map(([word, value]) => `${word} ${inert(cleanLine(value ?? '', PLACE_MAX))}`)
    .join(', ')
}

/** The latest log lines, oldest of them first. */
export function excerpts(counts: KeyState): Excerpt[] {
  return latestSamples(counts).map(({ at, source, text }) => ({
    caption: `${utc(at)}, ${source}`,
    text: inert(text),
  }))
}

/** The same as data: clean and cut, but not inert. */
export function latestSamples(counts: KeyState): Sample[] {
  const latest = [...counts.samples].sort((a, b) => a.at - b.at).slice(-SAMPLES_MAX)
  return latest.map(({ at, source, text }) => ({
    at,
    source: cleanLine(source, PLACE_MAX),
    text: cut(clean(text, SAMPLE_MAX)),
  }))
}

function cut(text: string): string {
  const lines = text.split('\n')
  const kept = lines.slice(0, SAMPLE_LINES_MAX)
  if (lines.length > kept.length) kept.push(`… ${plural(lines.length - kept.length, 'more line')}`)
  return kept.join('\n')
}

function times({ at, since, resolved }: Notification): Fact[] {
  if (resolved === undefined) return [['Since', `${utc(since)} (${duration(at - since)} ago)`]]
  return [
    ['Began', utc(since)],
    ['Ended', utc(resolved.at)],
    ['Lasted', duration(resolved.at - since)],
  ]
}

function howManyFact(notification: Notification): Fact {
  return ['How many', howMany(notification)]
}

function howMany({ at, inWindow, counts, rule, resolved }: Notification): string {
  const inAll = `${plural(counts.total, 'error')} since ${utcNear(counts.firstAt, at)}`
  if (resolved) return `${inAll}, the last at ${utcNear(counts.lastFailureAt, at)}`
  return `${grouped(inWindow)} in the last ${duration(rule.windowMs)}; ${inAll}`
}

function howBad({ rule, kind }: Notification, leading: Leading | undefined): string {
  if (kind === 'resolved' || leading?.entry === undefined) return rule.severity
  const retry = leading.entry.retryable ? 'a retry can succeed' : 'retrying will not help'
  return `${rule.severity}; ${retry}`
}

/** Group labels that say where, with the word that people use. */
const PLACES: readonly (readonly [GroupLabel, string])[] = [
  ['project', 'project'],
  ['source', 'source'],
  ['path', 'path'],
  ['device_id', 'device'],
  ['category', 'category'],
  ['kind', 'kind'],
  ['code', 'code'],
  ['severity', 'severity'],
]
const PLACE_MAX = 120
const SOURCES_MAX = 4
const WHO_MAX = 80
const SAMPLES_MAX = 3
/** Characters of one sample: an envelope with its log prefix fits; a device list does not. */
const SAMPLE_MAX = 500
const SAMPLE_LINES_MAX = 12
