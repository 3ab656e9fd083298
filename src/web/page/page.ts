import { html } from 'hono/html'
import type { EventView, StatusView } from '../status.ts'
import { alertSection } from './alerts.ts'
import { codeSection } from './codes.ts'
import { documentOf } from './document.ts'
import { eventSection } from './events.ts'
import { logSection } from './logs.ts'
import { mailSection } from './mails.ts'
import type { Html } from './parts.ts'
import { quotaSection } from './quota.ts'
import { silenceSection } from './silences.ts'
import { timelineSection } from './timeline.ts'
import { figures, titleOf, verdict } from './verdict.ts'
import { dayAndClock } from './words.ts'

export interface PageParts {
  readonly status: StatusView
  readonly events: readonly EventView[]
  /** Who asks may silence alerts. */
  readonly mayChange: boolean
}

/**
 * The page at `/`, complete without a script. With one it is fetched anew every few seconds, and what is marked `data-live`
 * is exchanged.
 */
export function statusPage({ status, events, mayChange }: PageParts): Html {
  const { instance, version, startedAt, now } = status
  const frame = { title: titleOf(status), root: '', script: 'live.js' }
  return documentOf(
    frame,
    html`<a class="skip" href="#main">To the content</a>
<header>
<h1>tuyawatch <span class="meta">on ${instance}</span></h1>
<p class="live"><span id="as-of" data-live>${dayAndClock(now)} UTC</span>
<noscript><a href="./">Reload</a></noscript>
<button id="pause" type="button" aria-pressed="false" hidden>Pause</button></p>
</header>
<main id="main" tabindex="-1">
<p id="stale" class="verdict warning" role="alert" hidden></p>
${verdict(status)}
${figures(status)}
${alertSection(status, mayChange)}
${timelineSection(status)}
${quotaSection(status)}
${codeSection(status)}
${eventSection(events, now)}
${logSection(status)}
${mailSection(status)}
${silenceSection(status, mayChange)}
</main>
<footer>
<nav aria-label="For programs"><a href="metrics">Metrics</a> <a href="api/v1/status">Status</a> <a href="api/v1/alerts">Alerts</a> <a href="api/v1/events">Events</a> <a href="api/v1/silences">Silences</a></nav>
<p>Version ${version}, running since ${dayAndClock(startedAt)} UTC.</p>
</footer>`,
  )
}
