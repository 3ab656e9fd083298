import type { Command } from 'commander'
import { jsonSchema } from '../config/json-schema.ts'

/** Files for other programs, made from the same code and configuration. */
export function registerExport(program: Command): void {
  program
    .command('export')
    .description('Files for other programs, on standard output')
    .command('json-schema')
    .description('The JSON Schema of the configuration, for completion and checks in editors')
    .action(() => {
      process.stdout.write(`${JSON.stringify(jsonSchema(), undefined, 2)}\n`)
    })
}
