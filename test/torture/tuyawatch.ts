import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { totalKey } from './oracle.ts'
import { SCHEMES } from './schemes.ts'
import type { Subject } from './subject.ts'

/** The built program with a rule that fires and resolves again and again. */
export function tuyawatch(
  directory: string,
  logs: string,
  port: number,
  smtpPort: number,
): Subject {
  const config = join(directory, 'tuyawatch.yaml')
  writeFileSync(config, configuration(directory, logs, port, smtpPort))
  return {
    name: 'tuyawatch',
    command: [process.execPath, '--enable-source-maps', 'dist/main.js', 'run', '-c', config],
    url: `http://127.0.0.1:${port}/metrics`,
    forgets: false,
    totals(samples) {
      const totals = new Map<string, number>()
      for (const [series, value] of samples) {
        if (!series.startsWith('tuya_errors_total{')) continue
        const key = totalKey(labelOf(series, 'source'), labelOf(series, 'code'))
        totals.set(key, (totals.get(key) ?? 0) + value)
      }
      return totals
    },
    isCounter: (series) => /^tuya\w*_total\b/.test(series),
  }
}

function labelOf(series: string, name: string): string {
  return new RegExp(`${name}="([^"]*)"`).exec(series)?.[1] ?? ''
}

function configuration(directory: string, logs: string, port: number, smtpPort: number): string {
  const entries = SCHEMES.map(
    ({ name, cri }) =>
      `  - { name: ${name}, path: "${logs}/${name}/app.log*", start_at: beginning, format: ${cri ? 'cri' : 'auto'} }`,
  )
  return `state_dir: ${directory}/state
http: { listen: "127.0.0.1:${port}" }
logs:
${entries.join('\n')}
rules:
  - { name: many, match: { code: [501] }, count: 12, window: 2s, group_by: [source] }
receivers:
  - name: ops
    email:
      to: [ops@example.com]
      from: tuyawatch@example.com
      smtp: { host: 127.0.0.1, port: ${smtpPort}, tls: none }
`
}
