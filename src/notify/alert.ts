import type { Payload, PayloadIncident } from '../types/payload.ts'
import { type Millis, SECOND } from '../types/time.ts'

/** Between two sightings of an alert that goes on: Alertmanager asks for 30 s to 3 min and forgets it after 5. */
export const RESEND_EVERY: Millis = 60 * SECOND

/**
 * How far ahead an end is told: longer than the time between two sightings, so that a sidecar whose part is over does not end
 * what another one still sees.
 */
export const END_GRACE: Millis = 90 * SECOND

/** One alert of Alertmanager's API v2. */
export interface Alert {
  readonly labels: Readonly<Record<string, string>>
  readonly annotations: Readonly<Record<string, string>>
  readonly startsAt: string
  /** Absent while it goes on: Alertmanager ends by itself what is not seen again. */
  readonly endsAt?: string
  readonly generatorURL?: string
}

/**
 * The alert of an incident. Its labels name rule and group only, never this instance: what N sidecars see is one alert.
 */
export function alertOf(payload: Payload, incident: PayloadIncident, now: Millis): Alert {
  const link = payload.links.find(({ label }) => label === 'Status page')
  return {
    labels: labelsOf(incident),
    annotations: annotationsOf(payload),
    startsAt: incident.fired,
    ...(incident.ended && { endsAt: new Date(now + END_GRACE).toISOString() }),
    ...(link && { generatorURL: link.url }),
  }
}

/** The severity that routes it is the rule's; one that the rule groups by has a name of its own. */
function labelsOf({ rule, severity, group }: PayloadIncident): Alert['labels'] {
  const { severity: each, ...others } = group
  return {
    ...others,
    ...(each !== undefined && { error_severity: each }),
    alertname: rule,
    severity,
    job: 'tuyawatch',
  }
}

function annotationsOf({
  title,
  text,
  who,
  advice,
  links,
  instance,
}: Payload): Alert['annotations'] {
  const runbook = links.find(({ label }) => label === 'Runbook')
  return {
    summary: title,
    description: [...text, ...advice.map((step, index) => `${index + 1}. ${step}`)].join('\n'),
    ...(who !== undefined && { who }),
    ...(runbook && { runbook_url: runbook.url }),
    seen_by: instance,
  }
}
