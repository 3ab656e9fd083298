import { parseArgs } from 'node:util'
import type { Oracle } from './oracle.ts'
import { type Ordeal, torture } from './torture.ts'

/**
 * npm run torture -- [--kills 1000] [--seconds 60] [--seed 7] [--peer mtail]
 * Exit 1 if anything was lost, counted or told twice, or decreased. With a peer, both run on logs that both understand.
 */
const { values } = parseArgs({
  options: {
    kills: { type: 'string' },
    seconds: { type: 'string' },
    seed: { type: 'string', default: `${Date.now() % 1_000_000}` },
    peer: { type: 'string' },
  },
})
if (values.peer !== undefined && values.peer !== 'mtail') throw new Error('the only peer is mtail')

const seed = Number(values.seed)
const kills = Number(values.kills ?? Number.POSITIVE_INFINITY)
const seconds = Number(
  values.seconds ?? (values.kills === undefined ? 60 : Number.POSITIVE_INFINITY),
)
const plain = values.peer !== undefined
const subjects = plain ? (['tuyawatch', 'mtail'] as const) : (['tuyawatch'] as const)
console.log(`seed ${seed}`)
const ordeals: Ordeal[] = []
for (const subject of subjects)
  ordeals.push(await torture({ subject, seed, kills, seconds, plain, progress }))
console.log(table(ordeals))
for (const { subject, wrong, decreases, toldTwice, kept } of ordeals) {
  if (subject === 'mtail') continue
  for (const line of [...wrong, ...decreases, ...toldTwice]) console.log(line)
  if (kept === undefined) continue
  console.log(`everything is kept in ${kept}`)
  process.exitCode = 1
}

function progress(done: number, { lines, rotations }: Oracle): void {
  if (done % 50 === 0) console.log(`${done} kills, ${rotations} rotations, ${lines} lines`)
}

function table(rows: readonly Ordeal[]): string {
  const columns = [
    'kills',
    'rotations',
    'lines',
    'written',
    'lost',
    'doubled',
    'scrapes',
    'mails',
  ] as const
  const cells = rows.map((row) => [
    row.subject,
    ...columns.map((column) => `${row[column]}`),
    `${row.decreases.length}`,
    `${row.toldTwice.length}`,
  ])
  const head = [
    '',
    ...columns.map((column) => (column === 'written' ? 'errors' : column)),
    'decreases',
    'told twice',
  ]
  const all = [head, head.map(() => '---'), ...cells]
  return all.map((row) => `| ${row.join(' | ')} |`).join('\n')
}
