import { explained } from './deciders/explained.ts'
import { first } from './deciders/first.ts'
import { flapping } from './deciders/flapping.ts'
import { over } from './deciders/over.ts'
import { quiet } from './deciders/quiet.ts'
import { recovering } from './deciders/recovering.ts'
import { reminder, reminderAt } from './deciders/reminder.ts'
import { settling } from './deciders/settling.ts'
import { silenced } from './deciders/silenced.ts'
import { update, updateAt } from './deciders/update.ts'
import type { Decider, Decision } from './decision.ts'
import type { Situation } from './situation.ts'

export function decide(situation: Situation): Decision {
  for (const decider of DECIDERS) {
    const decision = decider(situation)
    if (decision) return decision
  }
  const until = Math.min(updateAt(situation), reminderAt(situation))
  return { notify: false, reason: 'nothing_new', until }
}

/** In this order: what keeps a person's peace stands first, then what ends a matter, then what goes on with it. */
const DECIDERS: readonly Decider[] = [
  silenced,
  explained,
  recovering,
  flapping,
  quiet,
  over,
  settling,
  first,
  update,
  reminder,
]
