import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse, stringify } from 'yaml'
import { temporaryDirectory } from './directory.ts'

/** Real programs are optional on a developer's machine and required in CI. */
export function isMissing(program: string): boolean {
  return spawnSync(program, ['--version']).error !== undefined && process.env['CI'] !== 'true'
}

/** What a scrape brings of a series: its value, the word that it has ended, or nothing. */
export type Scraped = number | 'stale' | undefined

/** One group of a file for `promtool test rules`, scraped and evaluated every so many seconds; times are seconds. */
export interface PromCase {
  readonly name: string
  readonly series: Readonly<Record<string, readonly Scraped[]>>
  readonly alerts?: readonly {
    readonly at: number
    readonly name: string
    /** Labels of each alert that fires then. */
    readonly firing: readonly Readonly<Record<string, string>>[]
  }[]
  readonly queries?: readonly {
    readonly at: number
    readonly expr: string
    readonly values: readonly number[]
  }[]
}

/** What promtool finds wrong, '' if nothing. Annotations are left out of the rules: cases need not repeat them. */
export function promtoolTest(rules: string, cases: readonly PromCase[], every = 1): string {
  const directory = temporaryDirectory()
  writeFileSync(join(directory, 'rules.yml'), withoutAnnotations(rules))
  writeFileSync(
    join(directory, 'test.yml'),
    stringify({
      rule_files: ['rules.yml'],
      evaluation_interval: `${every}s`,
      tests: cases.map((one) => testOf(one, every)),
    }),
  )
  const run = spawnSync('promtool', ['test', 'rules', 'test.yml'], {
    cwd: directory,
    encoding: 'utf8',
  })
  return run.status === 0 ? '' : `${run.stdout}${run.stderr}`
}

export function promtoolCheck(rules: string): string {
  const file = join(temporaryDirectory(), 'rules.yml')
  writeFileSync(file, rules)
  const run = spawnSync('promtool', ['check', 'rules', '--lint-fatal', file], { encoding: 'utf8' })
  return run.status === 0 ? '' : `${run.stdout}${run.stderr}`
}

function withoutAnnotations(rules: string): string {
  return stringify(parse(rules), (key, value) => (key === 'annotations' ? undefined : value))
}

function testOf({ name, series, alerts = [], queries = [] }: PromCase, every: number) {
  return {
    name,
    interval: `${every}s`,
    input_series: Object.entries(series).map(([labels, values]) => ({
      series: labels,
      values: values.map((value) => value ?? '_').join(' '),
    })),
    alert_rule_test: alerts.map(({ at, name: alertname, firing }) => ({
      eval_time: `${at}s`,
      alertname,
      exp_alerts: firing.map((labels) => ({ exp_labels: labels })),
    })),
    promql_expr_test: queries.map(({ at, expr, values }) => ({
      expr,
      eval_time: `${at}s`,
      exp_samples: values.map((value) => ({ labels: '{}', value })),
    })),
  }
}
