import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { totalKey } from './oracle.ts'
import { SCHEMES } from './schemes.ts'
import type { Subject } from './subject.ts'

/** Debian's mtail with a program that counts the same errors. It keeps nothing over a restart. */
export function mtail(directory: string, logs: string, port: number): Subject {
  const program = join(directory, 'codes.mtail')
  writeFileSync(program, PROGRAM)
  return {
    name: 'mtail',
    command: [
      'mtail',
      '--progs',
      program,
      ...SCHEMES.flatMap(({ name }) => ['--logs', `${logs}/${name}/app.log*`]),
      '--address',
      '127.0.0.1',
      '--port',
      `${port}`,
      '--log_dir',
      directory,
    ],
    url: `http://127.0.0.1:${port}/metrics`,
    forgets: true,
    totals(samples) {
      const totals = new Map<string, number>()
      for (const [series, value] of samples) {
        const [, code, source] =
          /^errors_total\{code="(\d+)",.*file="[^"]*\/([a-z]+)\/app/.exec(series) ?? []
        if (code === undefined || source === undefined) continue
        const key = totalKey(source, code)
        totals.set(key, (totals.get(key) ?? 0) + value)
      }
      return totals
    },
    isCounter: (series) => series.startsWith('errors_total{'),
  }
}

const PROGRAM = `counter errors_total by code, file

/"code":\\s?(?P<code>\\d+)/ {
  errors_total[$code][getfilename()]++
}
/Login failed. code=(?P<code>\\d+)/ {
  errors_total[$code][getfilename()]++
}
`
