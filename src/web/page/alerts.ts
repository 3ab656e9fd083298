import { html } from 'hono/html'
import { grouped } from '../../text/grouped.ts'
import { plural } from '../../text/plural.ts'
import { SEVERITIES } from '../../types/catalog.ts'
import type { Held } from '../../types/notification.ts'
import { SILENCE_LENGTHS } from '../silence-form.ts'
import type { AlertView, StatusView } from '../status.ts'
import { ago, fold, type Html, idOf, section } from './parts.ts'
import { troublesOf } from './verdict.ts'

/** What is wrong now and what to do; what people are told of first, the worst on top. With buttons where they work. */
export function alertSection(status: StatusView, mayChange: boolean): Html {
  const { alerts, now } = status
  const troubles = troublesOf(status)
  const cards = alerts.toSorted(worstFirst).map((alert) => card(alert, now, mayChange))
  const body = html`${troubles.length > 0 ? troubleList(troubles) : ''}
${cards.length > 0 ? cards : html`<p class="quiet">No alert is firing or about to.</p>`}`
  return section('alerts', 'What is wrong now', body)
}

function troubleList(troubles: readonly string[]): Html {
  const items = troubles.map((trouble) => html`<li>${trouble}</li>`)
  return html`<div class="card warning"><h3>tuyawatch itself</h3><ul>${items}</ul></div>`
}

function worstFirst(a: AlertView, b: AlertView): number {
  return (
    Number(b.state === 'firing') - Number(a.state === 'firing') ||
    Number(a.held !== undefined) - Number(b.held !== undefined) ||
    SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity) ||
    b.since.getTime() - a.since.getTime()
  )
}

function card(alert: AlertView, now: Date, mayChange: boolean): Html {
  const { severity, state, rule, about, meaning, facts, total, since, held } = alert
  const errors = total > 0 ? html`${plural(total, 'error')}, ` : ''
  return html`<article class="card ${state === 'firing' ? severity : 'pending'}">
<h3><span class="badge">${state === 'firing' ? severity : 'pending'}</span> ${about ?? rule}</h3>
<p class="meta">${groupText(alert)}${errors}since ${ago(since, now)}</p>
${meaning === undefined ? '' : html`<p>${meaning}</p>`}
${facts.map((fact) => html`<p>${fact}</p>`)}
${held === undefined ? '' : html`<p class="meta">Nobody is told: ${HELD[held]}.</p>`}
${steps(alert)}
${foot(alert, mayChange)}
</article>`
}

/** A label without a value, such as `project` where the configuration names none, says nothing. */
function groupText({ group, rule, about }: AlertView): Html {
  const named = Object.entries(group).filter(([, value]) => value !== '')
  const words = named.map(([label, value]) => `${WORDS[label] ?? label} ${value}`)
  const address = `rules/${encodeURIComponent(rule.toWellFormed())}`
  const link =
    about === undefined
      ? html`<a href="${address}">its rule</a>, `
      : html`rule <a href="${address}">${rule}</a>, `
  return html`${link}${words.map((one) => `${one}, `).join('')}`
}

const WORDS: Readonly<Record<string, string>> = { device_id: 'device', source: 'log' }

/** Why people are not told of an alert that fires. */
const HELD: Readonly<Record<Held['reason'], string>> = {
  explained: 'another alert explains it',
  recovering: 'its cause has just ended',
  silenced: 'it is silenced',
  flapping: 'it comes and goes',
  quiet_hours: 'it waits for the end of quiet hours',
  mail_limit: 'it waits for room within the limit of mails',
}

/** What another alert explains, or what is silenced, need not be read first. */
function steps({ who, advice = [], held, rule, group }: AlertView): Html | string {
  if (advice.length === 0) return ''
  const list = html`<ol>${advice.map((step) => html`<li>${step}</li>`)}</ol>`
  const whose = who === undefined ? '' : `for the ${who}`
  if (held !== undefined)
    return fold(idOf('steps', JSON.stringify([rule, group])), `What to do, ${whose}`, list)
  return html`<h4>What to do <span class="meta">${whose}</span></h4>
${list}`
}

function foot({ codes, runbook, rule, silence, held }: AlertView, mayChange: boolean): Html {
  const counted = codes.slice(0, CODES_MAX).map(({ code, count }) => `${code} × ${grouped(count)}`)
  const link = runbook && /^https?:\/\//.test(runbook)
  return html`<div class="foot">
<p class="meta">${counted.length > 0 ? `Codes: ${counted.join(', ')}. ` : ''}${link ? html`<a href="${runbook}" rel="noreferrer">Runbook<span class="unseen"> of ${rule}</span></a>` : ''}</p>
${mayChange && held !== 'silenced' ? silenceForm(rule, silence) : ''}
</div>`
}

/** Codes named in a card; the table of codes has all. */
const CODES_MAX = 5

/** Works without a script: it is sent as a form, and the answer leads back here. */
function silenceForm(rule: string, silence: AlertView['silence']): Html {
  const id = idOf('silence', JSON.stringify(silence))
  const fields = Object.entries(silence).map(
    ([key, [value = '']]) => html`<input type="hidden" name="${key}" value="${value}">`,
  )
  const lengths = SILENCE_LENGTHS.map(
    ({ value, words }) => html`<option value="${value}">${words}</option>`,
  )
  return html`<form method="post" action="api/v1/silences">${fields}
<label for="${id}-for">Silence for</label> <select id="${id}-for" name="for">${lengths}</select>
<button id="${id}">Silence<span class="unseen"> ${rule}</span></button></form>`
}
