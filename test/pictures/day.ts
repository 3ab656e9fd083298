import { HOUR, MINUTE, type Millis, SECOND } from '../../src/types/time.ts'
import { failure, success, tidAt } from '../support/answers.ts'

/** A day of an application as its log tells it: calls all day, sites that lose their power, and tokens that fail now. */
export function dayUntil(now: Millis): string {
  const lines = [
    ...every(40 * SECOND, now - 26 * HOUR, now - MINUTE).map((at) => told(at, success(at))),
    ...every(31 * MINUTE, now - 26 * HOUR, now).map((at) => told(at, offline(at))),
    ...every(4 * SECOND, now - 15 * HOUR, now - 15 * HOUR + 4 * MINUTE).map((at) =>
      told(at, offline(at)),
    ),
    ...every(47 * MINUTE, now - 20 * HOUR, now).map((at) =>
      told(at, failure(1106, 'permission deny', at)),
    ),
    ...every(20 * SECOND, now - 7 * HOUR, now - 6.5 * HOUR).map((at) =>
      told(at, failure(1109, 'param is illegal ,please check it', at)),
    ),
    ...every(5 * SECOND, now - 4 * MINUTE, now).map((at) =>
      told(at, failure(1010, 'token invalid', at)),
    ),
  ]
  const inOrder = lines.sort(([a], [b]) => a - b)
  return inOrder.map(([, line]) => `${line}\n`).join('')
}

function every(step: Millis, from: Millis, to: Millis): readonly Millis[] {
  return Array.from({ length: Math.floor((to - from) / step) }, (_, n) => from + n * step)
}

function told(at: Millis, line: string): readonly [Millis, string] {
  return [at, line]
}

const DEVICES = 40

function offline(at: Millis): string {
  const device = `bf60${String(((at / SECOND) % DEVICES) | 0).padStart(2, '0')}4cl5k0030r58ws`
  return `${new Date(at).toISOString()} ERROR openapi response: {"code":2001,"msg":"device is offline","success":false,"t":${at},"tid":"${tidAt(at)}","device_id":"${device}"}`
}
