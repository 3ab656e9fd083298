import type { ErrorEvent } from '../types/event.ts'
import type { State } from '../types/state.ts'
import { makeRoom } from './bounded.ts'
import { deviceScope, ownerOf } from './scope.ts'

/** Devices remembered as offline; beyond it the one reported first is forgotten. */
export const OFFLINE_MAX = 10_000

/** Remembers that the cloud called a device offline, unless it has answered since. */
export function noteOffline({ offline, successes }: State, event: ErrorEvent): void {
  if (event.category !== 'device_offline' || event.device === undefined) return
  const device = deviceScope(event, event.device)
  const answeredAt = successes.get(device)?.at(-1)?.at(-1)
  if (answeredAt !== undefined && answeredAt >= event.at) return
  const before = offline.get(device)
  if (before === undefined) makeRoom(offline, OFFLINE_MAX)
  if (before === undefined || event.at > before) offline.set(device, event.at)
}

/** How many devices are offline, for each source and project that has any. */
export function devicesOffline({ offline }: State): readonly {
  readonly source: string
  readonly project: string
  readonly devices: number
}[] {
  const owners = [...offline.keys()].map(ownerOf)
  const groups = Map.groupBy(owners, ({ source, project }) => JSON.stringify([source, project]))
  return [...groups.values()].flatMap(([owner, ...more]) =>
    owner ? [{ ...owner, devices: more.length + 1 }] : [],
  )
}
