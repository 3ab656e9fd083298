import { writeFileSync } from 'node:fs'
import { dashboard } from './dashboard.ts'

const file = new URL('../config/grafana/tuyawatch.json', import.meta.url)
writeFileSync(file, `${JSON.stringify(dashboard(), undefined, 2)}\n`)
