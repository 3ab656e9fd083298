import type { DeviceErrors } from '../types/device-errors.ts'
import { DEVICES_MAX, deviceKey } from '../types/device-errors.ts'
import type { ErrorEvent } from '../types/event.ts'
import { plusOne, valueIn } from '../types/pairs.ts'
import { slotKey, slotStart } from '../types/quota.ts'
import type { Pairs, State, Table } from '../types/state.ts'
import { DAY, type Millis } from '../types/time.ts'
import { forgetSlots } from './slots.ts'

/** How long it is told which devices failed: people act on what is of today. */
export const DEVICE_ERRORS_KEPT: Millis = DAY

/** Characters; Tuya's device ids have 22 at most. What is longer is no id, and a log may hold anything. */
const DEVICE_MAX = 64

/** Counts an error for the device that it is about, where the log names one. */
export function noteDevice({ deviceErrors }: Pick<State, 'deviceErrors'>, event: ErrorEvent): void {
  const { project, device, category, at } = event
  if (device === undefined || device.length > DEVICE_MAX) return
  const start = slotStart(at)
  const key = slotKey(project, start)
  const slot = deviceErrors.get(key) ?? beginSlot(deviceErrors, project, start)
  deviceErrors.set(key, addError(slot, deviceKey(category, device)))
}

/** A new slot is the moment to forget the old ones. */
function beginSlot(
  slots: Table<string, DeviceErrors>,
  project: string,
  start: Millis,
): DeviceErrors {
  forgetSlots(slots, project, start - DEVICE_ERRORS_KEPT)
  return { project, start, devices: [], dropped: 0 }
}

/**
 * At the limit the newcomer takes the place of the device with the fewest errors: one that fails again and again stays,
 * whenever it began.
 */
function addError(slot: DeviceErrors, key: string): DeviceErrors {
  const { devices } = slot
  if (devices.length < DEVICES_MAX || valueIn(devices, key) !== undefined)
    return { ...slot, devices: plusOne(devices, key) }
  const place = fewestIn(devices)
  const others = devices.toSpliced(place, 1)
  const given = devices[place]?.[1] ?? 0
  return { ...slot, devices: plusOne(others, key), dropped: slot.dropped + given }
}

/** Where the one with the fewest errors stands; nobody has fewer than one. */
function fewestIn(devices: Pairs): number {
  const one = devices.findIndex(([, errors]) => errors === 1)
  if (one >= 0) return one
  const fewest = Math.min(...devices.map(([, errors]) => errors))
  return devices.findIndex(([, errors]) => errors === fewest)
}
