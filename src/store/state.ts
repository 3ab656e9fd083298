import type { Instance } from '../types/alert.ts'
import type { DeviceErrors } from '../types/device-errors.ts'
import type { FileNumber, Position } from '../types/file.ts'
import type { LostBytes } from '../types/loss.ts'
import { NameTable } from '../types/names.ts'
import type { Silence } from '../types/noise.ts'
import type { Announced } from '../types/notification.ts'
import type { OutboxEntry } from '../types/outbox.ts'
import type { CallSlot } from '../types/quota.ts'
import type { RecentError, SentMail } from '../types/recent.ts'
import type { Clock, Flap, Mailed, State, Successes, Timeline, TrackedKey } from '../types/state.ts'
import type { Millis } from '../types/time.ts'
import { ChangeTable } from './table.ts'

/** The state with its change marks, as the store needs it; the stages see the plain `State`. */
export interface StoredState extends State {
  readonly files: ChangeTable<FileNumber, Position>
  readonly logs: ChangeTable<string, Millis>
  readonly counters: ChangeTable<string, number>
  readonly identities: NameTable
  readonly unknownCodes: ChangeTable<string, Millis>
  readonly keys: ChangeTable<string, TrackedKey>
  readonly successes: ChangeTable<string, Successes>
  readonly calls: ChangeTable<string, CallSlot>
  readonly deviceErrors: ChangeTable<string, DeviceErrors>
  readonly pulses: ChangeTable<string, Successes>
  readonly began: ChangeTable<string, Millis>
  readonly losses: ChangeTable<string, Timeline<LostBytes>>
  readonly recent: ChangeTable<number, RecentError>
  readonly codesSeen: ChangeTable<string, Millis>
  readonly offline: ChangeTable<string, Millis>
  readonly instances: ChangeTable<string, Instance>
  readonly announced: ChangeTable<string, Announced>
  readonly outbox: ChangeTable<string, OutboxEntry>
  readonly sent: ChangeTable<number, SentMail>
  readonly mailed: ChangeTable<string, Mailed>
  readonly flaps: ChangeTable<string, Flap>
  readonly silences: ChangeTable<string, Silence>
  readonly numbers: ChangeTable<string, number>
  readonly clock: ChangeTable<'clock', Clock>
}

/** An empty state: nothing read, nothing counted. */
export function createState(): StoredState {
  return {
    files: new ChangeTable(),
    logs: new ChangeTable(),
    counters: new ChangeTable(),
    identities: new NameTable(),
    unknownCodes: new ChangeTable(),
    keys: new ChangeTable(),
    successes: new ChangeTable(),
    calls: new ChangeTable(),
    deviceErrors: new ChangeTable(),
    pulses: new ChangeTable(),
    began: new ChangeTable(),
    losses: new ChangeTable(),
    recent: new ChangeTable(),
    codesSeen: new ChangeTable(),
    offline: new ChangeTable(),
    instances: new ChangeTable(),
    announced: new ChangeTable(),
    outbox: new ChangeTable(),
    sent: new ChangeTable(),
    mailed: new ChangeTable(),
    flaps: new ChangeTable(),
    silences: new ChangeTable(),
    numbers: new ChangeTable(),
    clock: new ChangeTable(),
  }
}
