import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { dashboard } from '../../grafana/dashboard.ts'
import { METRICS } from '../../src/metrics/table.ts'
import { panels, variables } from './board.ts'

test('config/grafana/tuyawatch.json is what grafana/ makes (npm run build:dashboard writes it)', () => {
  const file = JSON.parse(readFileSync('config/grafana/tuyawatch.json', 'utf8'))
  expect(file).toEqual(JSON.parse(JSON.stringify(dashboard())))
})

test('it keeps its address, nobody edits it by hand, and no data source is wired in', () => {
  expect(dashboard()).toMatchObject({ uid: 'tuyawatch', editable: false })
  expect(JSON.stringify(dashboard())).not.toMatch(/"uid":"(?!\$datasource"|tuyawatch")/)
})

test('job and instance can be chosen, several or all, and follow the time range', () => {
  expect(variables[0]).toMatchObject({
    type: 'datasource',
    name: 'datasource',
    label: 'Data source',
  })
  for (const name of ['job', 'instance'])
    expect(variables).toContainEqual(
      expect.objectContaining({
        name,
        type: 'query',
        multi: true,
        includeAll: true,
        allValue: '.+',
      }),
    )
  for (const { type, refresh } of variables) if (type === 'query') expect(refresh).toBe(2)
})

test('panels have numbers of their own and do not lie on each other', () => {
  expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length)
  const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
    Array.from({ length: w * h }, (_, cell) => `${x + (cell % w)},${y + Math.floor(cell / w)}`),
  )
  expect(new Set(cells).size).toBe(cells.length)
})

test.for(panels)(
  'the panel “$title” says what it shows, in a unit, of what the variables choose',
  (panel) => {
    expect(panel.title).not.toBe('')
    expect(panel.description).toMatch(/\.$/)
    expect(panel.fieldConfig.defaults.unit).toMatch(/^(none|short|percentunit|s|cpm|bytes|binBps)$/)
    expect(panel.datasource).toEqual({ type: 'prometheus', uid: '$datasource' })
    expect(panel.targets.length).toBeGreaterThan(0)
    for (const { expr } of panel.targets) {
      const metrics = expr.match(/\b(?:tuya|process|up\b)\w*/g) ?? []
      const selectors = expr.match(/\w+\{job=~"\$job",instance=~"\$instance"/g) ?? []
      expect(selectors.length, expr).toBe(metrics.length)
      expect(expr).not.toMatch(/rate\([^[]*\[(?!\$__rate_interval\])/)
      expect(expr).not.toMatch(/(?<!rate\(|increase\()\b\w+_total\{/)
    }
  },
)

/** What says more in words than in a curve. */
const UNSEEN = new Set([
  'tuyawatch_log_lines_total',
  'tuyawatch_identities_forgotten_total',
  'tuyawatch_watch_mode',
  'tuyawatch_config_last_reload_success_timestamp_seconds',
])

test('every metric has its place', () => {
  const text = panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)).join('\n')
  const missing = METRICS.map(({ name }) => name).filter((name) => !text.includes(`${name}{`))
  expect(missing.filter((name) => !UNSEEN.has(name))).toEqual([])
})

test.for([
  'config/grafana/provisioning/dashboards/tuyawatch.yaml',
  'config/grafana/provisioning/datasources/prometheus.yaml',
])('%s is YAML of the version that Grafana reads', (file) => {
  expect(parse(readFileSync(file, 'utf8'))).toMatchObject({ apiVersion: 1 })
})
