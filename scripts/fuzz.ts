// npm run fuzz -- [--minutes 10]: whatever bytes come to its mind, through the whole path. What it finds is printed with its seed.
import { spawnSync } from 'node:child_process'
import { parseArgs } from 'node:util'

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '10' } } })
const { status } = spawnSync(
  'node_modules/.bin/vitest',
  ['run', '--testTimeout=0', 'test/extract/fuzz.test.ts'],
  { stdio: 'inherit', env: { ...process.env, FUZZ_MINUTES: values.minutes } },
)
process.exitCode = status ?? 1
