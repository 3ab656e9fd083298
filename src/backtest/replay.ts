import { account, accountNew } from '../count/account.ts'
import { nextDue as nextToTell } from '../dispatch/dispatch.ts'
import { nextDue as nextToEvaluate } from '../evaluate/evaluate.ts'
import { type Judgement, judge } from '../judge.ts'
import { createState } from '../store/state.ts'
import type { Event } from '../types/event.ts'
import type { Policy } from '../types/noise.ts'
import type { Rule } from '../types/rule.ts'
import type { State } from '../types/state.ts'
import { LATENESS, type Millis, SECOND } from '../types/time.ts'
import { snapshotOf } from './snapshot.ts'

/** The daemon without files, clock and mail server: its state, moved by hand through the time of the logs. */
export interface Replay {
  readonly state: State
  /** Counts answers; gives those that were no duplicates. */
  account(events: readonly Event[]): readonly Event[]
  /** Counts answers that another replay of the same logs gave so: to know duplicates takes longest. */
  accountNew(events: readonly Event[]): void
  /** Lets time pass up to `to`, and stops wherever the running daemon would have had something to do. */
  advance(to: Millis): void
}

/** Hears what each moment brought. `now` is when the daemon would have known it, at least `LATENESS` behind its second. */
export type Hearer = (judgement: Judgement, now: Millis) => void

/** A daemon that begins with an empty state and is always at the end of its logs. */
export function createReplay(rules: readonly Rule[], policy: Policy, hear: Hearer): Replay {
  const state = createState()
  let now: Millis = 0
  state.clock.set('clock', { grid: 0, reached: 0, live: true })

  function judgeAt(moment: Millis): Judgement {
    const grid = state.clock.get('clock')?.grid ?? 0
    return judge(state, rules, { grid, reached: moment, live: true }, moment, policy)
  }

  function stopAt(moment: Millis): void {
    now = moment
    hear(judgeAt(moment), moment)
  }

  /** While nothing is going on, only a transition can make a moment matter: time goes to `to`, or to the first one. */
  function leapTo(to: Millis): void {
    const restore = snapshotOf(state)
    const { transitions, told } = judgeAt(to)
    const [first] = transitions
    if (first === undefined && told.length === 0) {
      now = to
      return
    }
    restore()
    stopAt(Math.min(to, (first?.at ?? to) + LATENESS))
  }

  /** Nothing is going on, and nothing is left to say. */
  function isCalm(): boolean {
    return state.announced.size === 0 && nextToTell(state, rules, policy) === undefined
  }

  /** The next moment that can matter. As the daemon looks every second, so it is seldom asked what is to be told. */
  function nextStop(): Millis {
    const evaluated = nextToEvaluate(state, rules) ?? Number.POSITIVE_INFINITY
    if (evaluated > now && evaluated <= now + SECOND) return evaluated
    const next = Math.min(evaluated, nextToTell(state, rules, policy) ?? Number.POSITIVE_INFINITY)
    return next > now ? next : now + SECOND
  }

  return {
    state,
    account: (events) =>
      events.filter((event) => account(state, event, rules).outcome === 'counted'),
    accountNew(events) {
      for (const event of events) accountNew(state, event, rules)
    },
    advance(to) {
      while (now < to) {
        if (isCalm()) leapTo(to)
        else stopAt(Math.min(to, nextStop()))
      }
      // Nothing is committed here, so the marks of what changed would only grow.
      for (const table of Object.values(state)) table.settle()
    },
  }
}
