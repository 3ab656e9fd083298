import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createApp } from '../../src/web/app.ts'
import { bytes, roughly, span } from '../../src/web/page/words.ts'
import type { AlertView, EventView, StatusView } from '../../src/web/status.ts'
import { fakePorts, statusWith } from './support.ts'

test('shows what fires with what to do, the codes with their meaning, and the logs', async () => {
  const [alert] = statusWith({}).alerts as [AlertView]
  const told = {
    ...alert,
    about: '28841004 “quota”',
    meaning: 'It is gone.',
    advice: ['Renew it.'],
  }
  const page = await pageOf({ alerts: [told] })
  expect(page).toContain('<title>(1) tuyawatch on host-1</title>')
  expect(page).toContain('1 alert firing, the worst is critical.')
  expect(page).toMatch(/28841004 “quota”<\/h3>[\s\S]*It is gone\.[\s\S]*<li>Renew it\.<\/li>/)
  expect(page).toContain('the allowance is gone')
  expect(page).toMatch(/billing<span class="more">eu, 1 file/)
})

test('has on top what people are told of, the worst first, without labels that say nothing', async () => {
  const [alert] = statusWith({}).alerts as [AlertView]
  const mild = { ...alert, severity: 'warning', rule: 'mild', group: { project: '' } } as const
  const held = { ...alert, rule: 'explained-one', held: 'explained' } as const
  const page = await pageOf({ alerts: [held, mild, alert] })
  const places = ['rule quota', 'mild', 'explained-one'].map((rule) =>
    page.indexOf(rule === 'rule quota' ? '</span> quota</h3>' : `</span> ${rule}</h3>`),
  )
  expect(places).toEqual(places.toSorted((a, b) => a - b))
  expect(page).toContain('project eu, ')
  expect(page).not.toContain('project ,')
  expect(page).toContain('Nobody is told: another alert explains it.')
})

test.for<{ status: Partial<StatusView>; words: string }>([
  { status: { alerts: [] }, words: 'All is well: no alert is firing.' },
  { status: { alerts: [], responses: 0 }, words: 'No answer of the Tuya cloud was found' },
  {
    status: { alerts: [], troubles: ['The state cannot be saved.'] },
    words: 'No alert is firing, but tuyawatch itself has trouble.',
  },
])('says first: $words', async ({ status, words }) => {
  expect(await pageOf(status)).toContain(words)
})

describe('a silence', () => {
  test('can be made where it works, by a form with what it must match', async () => {
    const page = await pageOf({}, { peer: '127.0.0.1' })
    expect(page).toContain('<form method="post" action="api/v1/silences">')
    expect(page).toContain('<input type="hidden" name="project" value="eu">')
  })

  test('cannot be made from elsewhere', async () => {
    expect(await pageOf({}, { peer: '10.0.0.7' })).not.toContain('<form')
  })

  test('is shown while it stands, and ended where that works', async () => {
    const silence = {
      id: 'a1',
      match: { code: ['2001'] },
      until: new Date('2026-11-24T13:00:00Z'),
      reason: 'works',
      madeBy: 'api',
    } as const
    const silences = [
      { ...silence, state: 'active' },
      { ...silence, match: { code: ['9'] }, state: 'expired' },
    ] as const
    const page = await pageOf({ silences }, { peer: '127.0.0.1' })
    expect(page).toContain('code 2001<span class="more">works')
    expect(page).toContain('action="api/v1/silences/a1/expire"')
    expect(page).not.toContain('code 9<')
    expect(await pageOf({ silences })).toContain('tuyawatch silence expire a1')
  })
})

test('the bars of a day have their numbers beside them and behind them', async () => {
  const answers = Array.from({ length: 96 }, (_, n) => (n === 95 ? 12 : 1))
  const counts = answers.map((_, n) => (n === 95 ? 7 : 0))
  const start = new Date('2026-02-28T10:15:00Z')
  const timeline = {
    start,
    stepMs: 900_000,
    answers,
    errors: [{ category: 'auth', counts }],
  } as const
  const page = await pageOf({ timeline })
  expect(page).toContain('aria-label="All answers: 107 answers, most at 10:00: 12"')
  expect(page).toContain('aria-label="Tokens and credentials: 7 errors, most at 10:00: 7"')
  expect(page).toMatch(/09:15<\/th>\s*<td class="number">15<\/td>\s*<td class="number">7<\/td>/)
})

test('the calls of a plan are told with their end', async () => {
  const quota = {
    project: 'eu',
    calls: 1_000,
    used: 750,
    start: new Date('2026-03-01T00:00:00Z'),
    resetsAt: new Date('2026-03-11T00:00:00Z'),
    projected: 1_500,
    exhaustedAt: new Date('2026-03-09T00:00:00Z'),
    watched: 0.5,
    left: [
      { at: new Date('2026-03-01T00:00:00Z'), calls: 1_000 },
      { at: new Date('2026-03-06T00:00:00Z'), calls: 250 },
    ],
  }
  const page = await pageOf({ quotas: [quota] })
  expect(page).toContain('At this pace none are left on 9 Mar 00:00 UTC, 2 d too early.')
  expect(page).toContain('class="line" d="M0 0L300 75"')
  expect(page).toContain('class="ahead" d="M300 75L480 100"')
  expect(page).toContain('50 % of the period so far was watched')
})

test('loads only what is ours, and nothing stands in it that a log could have put there', async () => {
  const response = await createApp(fakePorts()).request('/')
  expect(response.headers.get('content-security-policy')).toBe(
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  )
  const page = await response.text()
  expect(page).not.toMatch(/ style=| on\w+=|<style|<script>|javascript:/)
  expect([...page.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, url]) => url)).toEqual(
    expect.arrayContaining(['assets/page.css', 'assets/live.js']),
  )
  expect(page).not.toMatch(/(?:src|href)="(?:https?:)?\/\//)
})

test('whatever a log, a label or a relay says, the page has the same elements', async () => {
  const plain = elementsOf(await pageOf(...hostile('text')))
  await fc.assert(
    fc.asyncProperty(hostileText, async (text) => {
      expect(elementsOf(await pageOf(...hostile(text)))).toEqual(plain)
    }),
    { numRuns: 200 },
  )
})

test.for([
  [0, '0 s', '0 s'],
  [59_999, '59 s', '59 s'],
  [7_500_000, '2 h 5 min', '2 h'],
  [7_200_000, '2 h', '2 h'],
  [367_200_000, '4 d 6 h', '4 d'],
  [-5, '0 s', '0 s'],
] as const)('%d ms are %s, roughly %s', ([length, exact, rough]) => {
  expect(span(length)).toBe(exact)
  expect(roughly(length)).toBe(rough)
})

test.for([
  [0, '0 B'],
  [999, '999 B'],
  [1_200_000, '1.2 MB'],
  [5e15, '5000.0 TB'],
] as const)('%d bytes are %s', ([number, words]) => {
  expect(bytes(number)).toBe(words)
})

async function pageOf(
  status: Partial<StatusView>,
  { peer = '10.0.0.7', events = [] }: { peer?: string; events?: readonly EventView[] } = {},
): Promise<string> {
  const ports = fakePorts({ status: () => statusWith(status), events: () => events })
  const env = { incoming: { socket: { remoteAddress: peer } } }
  const headers = { host: '127.0.0.1:9877' }
  return await (await createApp(ports).request('/', { headers }, env)).text()
}

/** The same text in every place that does not come from us. */
function hostile(text: string): Parameters<typeof pageOf> {
  const [alert] = statusWith({}).alerts as [AlertView]
  const [log] = statusWith({}).logs as [StatusView['logs'][number]]
  const now = statusWith({}).now
  const said = { source: text, project: text, code: text, message: text, path: text, device: text }
  const event = { at: now, ...said, category: 'unknown', severity: 'info', text } as const
  const status: Partial<StatusView> = {
    instance: text,
    troubles: [text],
    alerts: [
      {
        ...alert,
        rule: text,
        about: text,
        facts: [text],
        group: { project: text, path: text },
        codes: [{ code: text, count: 1 }],
        silence: { rule: [text], project: [text] },
      },
    ],
    codes: [{ code: text, category: 'unknown', count: 1, lastAt: now }],
    logs: [{ ...log, source: text, project: text, lostBytes: { [text]: 1 } }],
    mails: [
      { at: now, receiver: text, kind: 'firing', subject: text, state: 'failing', lastError: text },
    ],
  }
  return [status, { peer: '127.0.0.1', events: [event] }]
}

const hostileText = fc
  .array(
    fc.oneof(
      fc.string({ minLength: 1, unit: 'binary', maxLength: 5 }),
      fc.constantFrom('<', '>', '"', "'", '&', '`', '</td>', '<script>', '<!--', ']]>', '&quot;'),
      fc.constantFrom('onload=', ' href=javascript:', '\u0000', '\u2028', '</title>', '\ud800'),
    ),
    { minLength: 1, maxLength: 8 },
  )
  .map((parts) => parts.join(''))
  // A label without a value is left out.
  .filter((text) => text !== '')

/** Names of the elements in their order, with the names of their attributes. */
function elementsOf(page: string): readonly string[] {
  return [...page.matchAll(/<(\/?[a-z!][^\s>]*)((?:\s+[\w-]+(?:="[^"]*")?)*)\s*>/gi)].map(
    ([, name, attributes = '']) =>
      `${name} ${[...attributes.matchAll(/([\w-]+)(?:="[^"]*")?/g)].map(([, key]) => key).join(' ')}`,
  )
}
