import fc from 'fast-check'
import { DEFAULT_NOISE, type Noise } from '../../src/types/noise.ts'
import { HOUR, MINUTE, SECOND } from '../../src/types/time.ts'
import { failure, foreign, success } from '../support/answers.ts'

export const START = Date.UTC(2026, 10, 24, 10)

/** One line of one of two logs, and what happens around its writing. */
export interface Line {
  readonly file: string
  readonly at: number
  readonly text: string
  /** The rest behind this share of the line is written so many ms later, with a tick in between. */
  readonly torn?: { readonly share: number; readonly later: number }
  readonly after: 'tick' | 'nothing' | 'crash' | 'rotate'
}

export interface Story {
  readonly lines: readonly Line[]
  readonly noise: Noise
}

/** Silences up to this are lived through second by second. */
export const SILENCE = 90 * SECOND

/** A day of a nervous daemon: two logs, torn writes, ticks now and then, kills, rotations, and long silences. */
const lines: fc.Arbitrary<readonly Line[]> = fc
  .array(
    fc.record({
      pause: fc.oneof(
        { weight: 40, arbitrary: fc.integer({ min: 1, max: 4_000 }) },
        { weight: 5, arbitrary: fc.integer({ min: 10 * SECOND, max: SILENCE }) },
        { weight: 1, arbitrary: fc.integer({ min: SILENCE, max: 20 * MINUTE }) },
        { weight: 2, arbitrary: fc.integer({ min: 20 * MINUTE, max: 8 * HOUR }) },
      ),
      file: fc.constantFrom('a', 'b'),
      device: fc.integer({ min: 1, max: 5 }),
      kind: fc.oneof(
        { weight: 5, arbitrary: fc.constantFrom('offline', 'token', 'indented', 'sentence') },
        { weight: 4, arbitrary: fc.constantFrom('device', 'seen') },
        { weight: 3, arbitrary: fc.constantFrom('success', 'foreign', 'limited') },
        { weight: 1, arbitrary: fc.constant('bulk') },
      ),
      torn: fc.option(
        fc.record({
          share: fc.double({ min: 0, max: 1, noNaN: true }),
          later: fc.integer({ min: 1, max: 900 }),
        }),
        { nil: undefined },
      ),
      after: fc.constantFrom('tick', 'tick', 'nothing', 'crash', 'rotate'),
    }),
    { minLength: 1, maxLength: 80, size: 'max' },
  )
  .map((steps) => {
    let at = START
    const first: Line = { file: 'a.log', at, text: `${success(at)}\n`, after: 'tick' }
    const rest = steps.map(({ pause, file, kind, device, torn, after }, index): Line => {
      at += pause
      const room = steps[index + 1]?.pause ?? SECOND
      const tear = torn && torn.later < room ? { torn } : {}
      return { file: `${file}.log`, at, text: `${textOf(kind, device, at)}\n`, after, ...tear }
    })
    return [first, ...rest]
  })

/** Silences of some minutes, quiet hours that begin and end within the story, and few mails. */
const noise: fc.Arbitrary<Noise> = fc
  .record({
    silences: fc.array(
      fc.record({
        rule: fc.constantFrom('many', 'tok*', 'devices', 'share', '*'),
        from: fc.integer({ min: -5, max: 120 }),
        seconds: fc.integer({ min: 1, max: 600 }),
      }),
      { maxLength: 2 },
    ),
    quiet: fc.option(
      fc.record({
        from: fc.integer({ min: 9 * 60 + 55, max: 10 * 60 + 3 }),
        minutes: fc.integer({ min: 1, max: 300 }),
        except: fc.constantFrom(undefined, 'critical' as const),
      }),
      { nil: undefined },
    ),
    mailLimit: fc.oneof(
      fc.constant(DEFAULT_NOISE.mailLimit),
      fc.record({
        perHour: fc.integer({ min: 1, max: 6 }),
        perDay: fc.integer({ min: 1, max: 12 }),
      }),
    ),
  })
  .map(({ silences, quiet, mailLimit }) => ({
    ...DEFAULT_NOISE,
    mailLimit,
    silences: silences.map(({ rule, from, seconds }, index) => ({
      ...{ id: `s${index}`, match: { rule: [rule] } },
      ...{ from: START + from * SECOND, until: START + (from + seconds) * SECOND },
    })),
    ...(quiet && {
      quietHours: {
        ...{ from: quiet.from, to: quiet.from + quiet.minutes, timezone: 'UTC' },
        ...(quiet.except && { except: quiet.except }),
      },
    }),
  }))

export const story: fc.Arbitrary<Story> = fc.record({ lines, noise })

function textOf(kind: string, device: number, at: number): string {
  const time = new Date(at).toISOString()
  const call = `${time} INFO GET https://openapi.tuyaeu.com/v1.0/devices/bf6054cl5k0030r58ws${device}/status`
  switch (kind) {
    case 'offline':
      return failure(2001, 'device is offline', at)
    case 'device':
      return `${call} -> ${bodyOf(failure(2001, 'device is offline', at))}`
    case 'seen':
      return `${call} -> ${bodyOf(success(at))}`
    case 'token':
      return failure(1010, 'token invalid', at)
    case 'limited':
      return failure(40000309, 'too many requests', at)
    case 'success':
      return success(at)
    case 'indented':
      return `${time} DEBUG [tuya_iot] Response: {\n  "code": 1106,\n  "msg": "permission deny",\n  "success": false,\n  "t": ${at}\n}`
    case 'sentence':
      return `${time} WARN [TuyaPlatform] Login failed. code=1106, msg=permission deny`
    case 'bulk':
      // So that a log is more than one chunk.
      return `${foreign(at)} ${'-'.repeat(400_000)}`
    default:
      return foreign(at)
  }
}

function bodyOf(line: string): string {
  return line.slice(line.indexOf('{'))
}
