import type { Command } from 'commander'
import { jsonSchema } from '../config/json-schema.ts'
import { exportPrometheusRules } from './export-prometheus-rules.ts'

/** Files for other programs, made from the same code and configuration. */
export function registerExport(program: Command): void {
  const files = program
    .command('export')
    .description('Files for other programs, on standard output')
  files
    .command('prometheus-rules')
    .description('The configured rules as alerting rules of Prometheus, over a whole fleet')
    .requiredOption('-c, --config <file>', 'the configuration')
    .action(exportPrometheusRules)
  files
    .command('json-schema')
    .description('The JSON Schema of the configuration, for completion and checks in editors')
    .action(() => {
      process.stdout.write(`${JSON.stringify(jsonSchema(), undefined, 2)}\n`)
    })
}
