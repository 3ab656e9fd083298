import {
  appendFileSync,
  closeSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { failure } from './support/answers.ts'
import { temporaryDirectory } from './support/directory.ts'
import { type RunningEngine, startEngine } from './support/engine.ts'

const START = Date.UTC(2026, 10, 24, 10)
const MEGABYTE = 1_048_576

function logIn(directory: string): string {
  mkdirSync(join(directory, 'log'), { recursive: true })
  return join(directory, 'log', 'app.log')
}

const line = (code: number) => `${failure(code, 'device is offline', START)}\n`

test('a line of 2.2 GB, of a sparse file: its loss is counted, its neighbours too, and the memory stays', () => {
  const directory = temporaryDirectory()
  const log = logIn(directory)
  writeFileSync(log, line(2001))
  const before = openSync(log, 'r+')
  ftruncateSync(before, 2_200 * MEGABYTE)
  closeSync(before)
  appendFileSync(log, `\n${line(2009)}`)
  const engine = startEngine(directory, [])
  const memory = process.memoryUsage().rss
  let most = memory
  for (let tick = 0, more = true; more && tick < 1_000; tick += 1) {
    ;({ more } = engine.tick(START + tick, true))
    most = Math.max(most, process.memoryUsage().rss)
  }
  expect(counterSum(engine, 'tuya_errors_total')).toBe(2)
  expect(counterSum(engine, 'tuyawatch_log_lost_bytes_total')).toBeGreaterThan(2_199 * MEGABYTE)
  expect(most - memory).toBeLessThan(100 * MEGABYTE)
  engine.crash()
})

test('a writer that goes on at its old offset after a truncation leaves zeros, and the line behind them counts', () => {
  const directory = temporaryDirectory()
  const log = logIn(directory)
  writeFileSync(log, line(2001).repeat(1))
  const engine = startEngine(directory, [])
  engine.tick(START, true)
  writeFileSync(log, Buffer.concat([Buffer.alloc(5_000), Buffer.from(`\n${line(2009)}`)]))
  engine.tick(START + 1_000, true)
  engine.tick(START + 2_000, true)
  expect(counterSum(engine, 'tuya_errors_total')).toBe(2)
  engine.crash()
})

test('UTF-16 is not read, and the bytes count as lost by their encoding', () => {
  const directory = temporaryDirectory()
  const log = logIn(directory)
  writeFileSync(log, Buffer.from(`\ufeff${line(2001)}`, 'utf16le'))
  const told: string[] = []
  const engine = startEngine(directory, [], {
    lost: (_source, losses) => {
      for (const { reason } of losses) told.push(reason)
    },
  })
  engine.tick(START, true)
  engine.tick(START + 1_000, true)
  expect(counterSum(engine, 'tuya_errors_total')).toBe(0)
  expect(told).toEqual(['encoding'])
  engine.crash()
})

function counterSum({ state }: RunningEngine, name: string): number {
  return [...state.counters.entries()]
    .filter(([key]) => key.startsWith(`["${name}"`))
    .reduce((sum, [, value]) => sum + value, 0)
}
