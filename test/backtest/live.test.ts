import { globSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { backtest } from '../../src/backtest/backtest.ts'
import type { Alert, History, SentMail } from '../../src/backtest/history.ts'
import { policyOf } from '../../src/policy.ts'
import { DAY, MINUTE } from '../../src/types/time.ts'
import { temporaryDirectory } from '../support/directory.ts'
import { catalog, logEntry } from '../support/engine.ts'
import { runLive } from './lived.ts'
import { RULES } from './rules.ts'
import { START, type Story, story } from './story.ts'

/** Hundreds of restarts take a while on a busy machine; then fewer stories are told. */
const PATIENCE = 3 * MINUTE
const STORIES_FOR = MINUTE

test(
  'law (f): a backtest over the finished files fires and ends the same alerts at the same times, and tells the same of them in the same seconds',
  async ({ annotate }) => {
    const size = {
      stories: 0,
      lines: 0,
      restarts: 0,
      mails: 0,
      alerts: 0,
      rules: new Set<string>(),
    }
    await fc.assert(
      fc.asyncProperty(story, async (one) => {
        const directory = temporaryDirectory()
        const live = runLive(directory, one)
        const later = await runBacktest(directory, one)
        expect(later.alerts.map(alertFields)).toEqual(live.alerts.map(alertFields))
        expect(tellings(later.mails)).toEqual(tellings(live.mails))
        size.stories++
        size.lines += one.lines.length
        size.restarts += one.lines.filter(({ after }) => after === 'crash').length
        size.mails += live.mails.length
        size.alerts += live.alerts.length
        for (const { rule } of live.alerts) size.rules.add(rule.name)
      }),
      { numRuns: 25, interruptAfterTimeLimit: STORIES_FOR },
    )
    await annotate(JSON.stringify({ ...size, rules: [...size.rules] }))
    expect(size.alerts, 'stories without alerts prove nothing').toBeGreaterThan(20)
  },
  PATIENCE,
)

async function runBacktest(directory: string, { noise }: Story): Promise<History> {
  const log = logEntry(directory)
  const files = globSync(join(directory, 'log', '*')).map((path) => ({ path, log }))
  const { asConfigured } = await backtest({
    ...{ config: { rules: RULES, instance: 'test' } },
    ...{ policy: policyOf({ noise, receivers: [] }, catalog) },
    ...{ catalog, files, now: START + 20 * DAY, version: '0' },
    unreadable: (path, why) => expect.fail(`${path}: ${why}`),
  })
  return asConfigured
}

function alertFields({ incident, rule, group, since, firedAt, reason, count, resolved }: Alert) {
  return { rule: rule.name, incident, group, since, firedAt, reason, count, resolved }
}

/** Who was told what and when, to the second; a mail that a kill undid goes out again. */
function tellings(mails: readonly SentMail[]): readonly string[] {
  const told = mails.map(({ at, kind, reason, incident, receiver, rules }) =>
    [new Date(at).toISOString().slice(11, 19), kind, reason, receiver, incident, ...rules].join(
      ' ',
    ),
  )
  return [...new Set(told)].sort()
}
