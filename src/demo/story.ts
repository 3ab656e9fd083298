import { type Millis, SECOND } from '../types/time.ts'
import {
  type Answer,
  DEVICE_OFFLINE,
  type Failure,
  failureAt,
  successAt,
  TOKEN_INVALID,
  TRIAL_QUOTA_USED_UP,
} from './answer.ts'
import { type Device, floorOf, otherBusiness, thermostats } from './hotel.ts'
import { createRandom, type Random } from './random.ts'
import {
  homebridge,
  inspected,
  javaSdk,
  localtuya,
  pythonDict,
  pythonSdk,
  tinytuya,
  type Voice,
} from './voices.ts'

/** Something the application logs: one line, or several that belong together. */
export interface Utterance {
  readonly at: Millis
  readonly text: string
}

/** How long the story takes; then it begins again. */
export const STORY_MS: Millis = 120 * SECOND

/** When the log is rotated: after the storm of tokens, before the quota is gone. */
export const ROTATION_MS: Millis = 11 * SECOND

/**
 * A morning in a hotel whose thermostats hang on the Tuya cloud, told in two minutes:
 * a floor loses power, two services take each other's token, the trial quota runs out and is raised again.
 */
export function storyFrom(start: Millis, seed: number): readonly Utterance[] {
  const random = createRandom(seed)
  const hotel = { devices: thermostats(random), random }
  return SCENES.flatMap((scene) => play(scene, start, hotel)).sort((a, b) => a.at - b.at)
}

interface Hotel {
  readonly devices: readonly Device[]
  readonly random: Random
}

interface Moment extends Hotel {
  readonly at: Millis
  /** Which time in its scene this is, from 0. */
  readonly turn: number
}

interface Scene {
  readonly from: Millis
  readonly until: Millis
  readonly every: Millis
  readonly speak: (moment: Moment) => string
}

const QUOTA_GONE_MS = 13 * SECOND
const QUOTA_BACK_MS = 45 * SECOND

const SCENES: readonly Scene[] = [
  { from: 0, until: STORY_MS, every: 450, speak: ({ at, random }) => otherBusiness(at, random) },
  { from: 200, until: QUOTA_GONE_MS, every: 700, speak: roomRead },
  { from: 1 * SECOND, until: QUOTA_GONE_MS, every: 2.5 * SECOND, speak: smallTrouble },
  { from: 3 * SECOND, until: 6.5 * SECOND, every: 30, speak: thirdFloorOffline },
  { from: 7 * SECOND, until: 10.5 * SECOND, every: 130, speak: tokenTaken },
  { from: QUOTA_GONE_MS, until: QUOTA_BACK_MS, every: 900, speak: quotaUsedUp },
  { from: QUOTA_BACK_MS, until: STORY_MS, every: 900, speak: roomRead },
  { from: QUOTA_BACK_MS + 5 * SECOND, until: STORY_MS, every: 9 * SECOND, speak: smallTrouble },
]

function play(scene: Scene, start: Millis, hotel: Hotel): readonly Utterance[] {
  const turns = Math.ceil((scene.until - scene.from) / scene.every)
  return Array.from({ length: turns }, (_, turn) => {
    const at = start + scene.from + turn * scene.every + hotel.random.between(0, scene.every / 2)
    return { at, text: scene.speak({ ...hotel, at, turn }) }
  })
}

function roomRead({ at, devices, random, turn }: Moment): string {
  const result = [
    { code: 'switch', value: true },
    { code: 'temp_set', value: random.between(180, 230) },
    { code: 'temp_current', value: random.between(170, 240) },
  ]
  const answer = successAt(at, result, random)
  return told([homebridge, homebridge, pythonSdk, inspected], turn, answer, deviceAt(devices, turn))
}

function thirdFloorOffline({ at, devices, random, turn }: Moment): string {
  const floor = devices.filter((device) => floorOf(device) === 3)
  const answer = failureAt(at, DEVICE_OFFLINE, random)
  return told([inspected, homebridge, homebridge, pythonDict], turn, answer, deviceAt(floor, turn))
}

function tokenTaken({ at, devices, random, turn }: Moment): string {
  const answer = failureAt(at, TOKEN_INVALID, random)
  return told([pythonSdk, pythonDict, localtuya], turn, answer, deviceAt(devices, turn))
}

function quotaUsedUp({ at, devices, random, turn }: Moment): string {
  const answer = failureAt(at, TRIAL_QUOTA_USED_UP, random)
  return told([homebridge, javaSdk, pythonSdk], turn, answer, deviceAt(devices, turn))
}

function smallTrouble({ at, devices, random, turn }: Moment): string {
  const answer = failureAt(
    at,
    SMALL_TROUBLES[turn % SMALL_TROUBLES.length] ?? TOKEN_INVALID,
    random,
  )
  return told([homebridge, tinytuya, inspected, pythonDict], turn, answer, deviceAt(devices, turn))
}

const SMALL_TROUBLES: readonly Failure[] = [
  { code: 2008, msg: 'command or value not support' },
  { code: 1109, msg: 'param is illegal ,please check it' },
  { code: 1106, msg: 'permission deny' },
]

function told(voices: readonly Voice[], turn: number, answer: Answer, device: string): string {
  const voice = voices[turn % voices.length] ?? homebridge
  return voice({ method: 'GET', path: `/v1.0/iot-03/devices/${device}/status`, answer })
}

function deviceAt(devices: readonly Device[], turn: number): string {
  return devices[turn % devices.length]?.id ?? ''
}
