import { mkdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { temporaryDirectory } from './support/directory.ts'
import { type RunningEngine, startEngine } from './support/engine.ts'
import { Writer } from './tail/bench.ts'

const START = Date.UTC(2026, 10, 24, 10)
const TIME = '2026-11-24T10:00:00.000000000Z'

/** Neither tid nor t, so that nothing hides a second sighting. */
const answer = (code: number) =>
  `tuya openapi response: {"code":${code},"msg":"device is offline","success":false}`

const docker = (log: string) => `${JSON.stringify({ log, stream: 'stdout', time: TIME })}\n`

interface Form {
  readonly form: string
  readonly whole: (code: number) => string
  /** The answer with code 2001, cut within the code itself where the form allows it. */
  readonly head: string
  readonly rest: string
}

const [torn = '', remainder = ''] = answer(2001).split(/(?<=:20)/)

const forms: readonly Form[] = [
  {
    form: 'a plain line',
    whole: (code) => `${answer(code)}\n`,
    head: torn,
    rest: `${remainder}\n`,
  },
  {
    form: 'CRI parts',
    whole: (code) => `${TIME} stdout F ${answer(code)}\n`,
    head: `${TIME} stdout P ${torn}\n`,
    rest: `${TIME} stdout F ${remainder}\n`,
  },
  {
    form: 'Docker parts',
    whole: (code) => docker(`${answer(code)}\n`),
    head: docker(torn),
    rest: docker(`${remainder}\n`),
  },
  {
    form: 'a body of several lines',
    whole: (code) => `${answer(code)}\n`,
    head: 'tuya openapi response: {\n  "msg": "device is offline",\n',
    rest: '  "code": 2001,\n  "success": false\n}\n',
  },
]

/** A service that writes a log, and the daemon beside it. */
class Scene {
  readonly #directory = temporaryDirectory()
  readonly #log = join(this.#directory, 'log', 'app.log')
  #now = START
  #engine = startEngine(this.#directory, [])
  #writer = this.#open()

  write(text: string): void {
    this.#writer.write(text)
    this.pass(1_000)
  }

  pass(ms: number): void {
    this.#now += ms
    this.#engine.tick(this.#now, true)
  }

  restart(): void {
    this.#engine.crash()
    this.#engine = startEngine(this.#directory, [])
  }

  /** The writer keeps the old file open until it is told to open the new one. */
  rename(): void {
    renameSync(this.#log, `${this.#log}.1`)
  }

  reopen(): void {
    this.#writer = this.#open()
  }

  end(): Readonly<Record<string, number>> {
    for (let second = 0; second < 10; second++) this.pass(1_000)
    const counts = errorsByCode(this.#engine)
    this.#engine.crash()
    return counts
  }

  #open(): Writer {
    mkdirSync(join(this.#directory, 'log'), { recursive: true })
    return new Writer(this.#log)
  }
}

function errorsByCode({ state }: RunningEngine): Readonly<Record<string, number>> {
  const errors = [...state.counters.entries()].flatMap(([key, value]) => {
    const [name, , , code] = JSON.parse(key)
    return name === 'tuya_errors_total' && value > 0 ? [[code, value]] : []
  })
  return Object.fromEntries(errors)
}

const interruptions: readonly {
  readonly why: string
  readonly happens: (scene: Scene) => void
}[] = [
  { why: 'nothing', happens: () => {} },
  { why: 'a restart', happens: (scene) => scene.restart() },
  { why: 'a rotation', happens: (scene) => scene.rename() },
  {
    why: 'a restart, then a rotation while nobody looks',
    happens(scene) {
      scene.rename()
      scene.restart()
    },
  },
  {
    why: 'a rotation, then a restart',
    happens(scene) {
      scene.rename()
      scene.pass(1_000)
      scene.restart()
    },
  },
]

describe('an answer in pieces, the pieces in one file', () => {
  const cases = forms.flatMap((form) => interruptions.map((between) => ({ ...form, ...between })))
  test.for(cases)('$form: counted once over $why', ({ whole, head, rest, happens }) => {
    const scene = new Scene()
    scene.write(whole(1010))
    scene.write(head)
    happens(scene)
    scene.write(rest)
    scene.write(whole(2009))
    scene.reopen()
    scene.write(whole(1106))
    expect(scene.end()).toEqual({ 1010: 1, 2001: 1, 2009: 1, 1106: 1 })
  })
})

describe('an answer whose rest a rotator sends to the next file', () => {
  const cases = forms.flatMap((form) =>
    interruptions.slice(2).map((between) => ({ ...form, ...between })),
  )
  test.for(cases)(
    '$form: is not joined over $why, and its neighbours are intact',
    ({ whole, head, rest, happens }) => {
      const scene = new Scene()
      scene.write(whole(1010))
      scene.write(head)
      happens(scene)
      scene.reopen()
      scene.write(rest)
      scene.write(whole(2009))
      const { 1010: before, 2009: after, ...torn } = scene.end()
      expect([before, after]).toEqual([1, 1])
      expect(torn).toEqual({})
    },
  )
})
