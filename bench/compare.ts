import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { KINDS, type Kind, writeLog } from './logs.ts'
import { type Cost, isMissing, medianRun } from './measure.ts'
import { backtest, daemon, grep, type Logs, mtail, type Reader, ripgrep, scan } from './readers.ts'
import { MEGABYTE, megabytesASecond, ratio, table } from './table.ts'

/** mtail takes long: it reads a part of the log once, and its rate is the same. */
const MTAIL_SHARE = 10

/** A scan's rate without its start is that of what the whole log has more than this part of it. */
const PART_SHARE = 4

interface Row extends Cost {
  readonly who: string
  readonly bytes: number
}

/** All readers over a log of each kind: bytes a second, and how many times as fast as ripgrep and mtail that is. */
export async function compare(
  directory: string,
  megabytes: number,
  runs: number,
  print: (text: string) => void,
): Promise<void> {
  for (const kind of Object.keys(KINDS) as Kind[]) {
    const write = (share: number): Logs => {
      const path = join(directory, `${share}.log`)
      const { bytes, errors } = writeLog(path, kind, (megabytes * MEGABYTE) / share)
      return { paths: [path], bytes, errors }
    }
    const logs = [write(1), write(PART_SHARE), write(MTAIL_SHARE)] as const
    const rows = await measured(...logs, runs)
    print(`${kind}: ${KINDS[kind]}; ${megabytes} MB\n\n${tableOf(rows)}\n`)
    for (const path of logs.flatMap(({ paths }) => paths)) rmSync(path)
  }
}

async function measured(whole: Logs, part: Logs, little: Logs, runs: number): Promise<Row[]> {
  const row = async (who: string, reader: Reader, logs: Logs, times = runs): Promise<Row> => {
    const run = await medianRun(times, () => reader(logs))
    return { ...run, who, bytes: logs.bytes }
  }
  const scanned = await row('tuyawatch scan', scan, whole)
  return [
    scanned,
    withoutStart(scanned, await row('', scan, part)),
    await row('tuyawatch backtest', backtest, whole, 1),
    await row('tuyawatch run, a backlog', daemon, whole, 1),
    ...(isMissing('mtail') ? [] : [await row('mtail', mtail, little, 1)]),
    ...(isMissing('rg') ? [] : [await row('rg -ci code', ripgrep, whole)]),
    await row('grep -ci code', grep, whole),
  ]
}

function withoutStart(whole: Row, part: Row): Row {
  return {
    who: `${whole.who}, without its start`,
    bytes: whole.bytes - part.bytes,
    processorSeconds: whole.processorSeconds - part.processorSeconds,
    peakMegabytes: whole.peakMegabytes,
  }
}

function tableOf(rows: readonly Row[]): string {
  const rateOf = ({ bytes, processorSeconds }: Row) => bytes / processorSeconds
  const [rg, mtailed] = ['rg', 'mtail'].map((who) => rows.find((row) => row.who.startsWith(who)))
  return table(
    ['', 'MB a second', '× rg', '× mtail', 'peak RSS, MB'],
    rows.map((row) => [
      row.who,
      megabytesASecond(rateOf(row)),
      rg ? ratio(rateOf(row), rateOf(rg)) : '',
      mtailed ? ratio(rateOf(row), rateOf(mtailed)) : '',
      row.peakMegabytes.toFixed(0),
    ]),
  )
}
