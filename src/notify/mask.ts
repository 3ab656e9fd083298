import type { GroupValues } from '../types/alert.ts'
import type { Maskable } from '../types/mask.ts'
import type { Digest, HeldBack, Lately, Notification } from '../types/notification.ts'
import type { KeyState } from '../types/state.ts'

/** The same notification with what is to be masked shortened wherever log text stands in it. Its names stay. */
export function masked<T extends Notification | Digest>(
  notification: T,
  mask: readonly Maskable[],
): T
export function masked(
  notification: Notification | Digest,
  mask: readonly Maskable[],
): Notification | Digest {
  if (mask.length === 0) return notification
  const hide = (text: string) => maskText(text, mask)
  if (notification.kind !== 'digest')
    return {
      ...notification,
      group: inGroup(notification.group, hide),
      counts: inCounts(notification.counts, hide),
      ...(notification.lately && { lately: inLately(notification.lately, mask) }),
      ...(notification.heldBack && { heldBack: inHeldBack(notification.heldBack, hide) }),
    }
  const { over, firing } = notification
  return {
    ...notification,
    over: over.map((one) => inIncident(one, hide)),
    ...(firing && { firing: firing.map((one) => inIncident(one, hide)) }),
  }
}

interface Incident {
  readonly instance: { readonly group: GroupValues }
  readonly counts: KeyState
}

function inIncident<T extends Incident>(incident: T, hide: Hide): T {
  const { instance, counts } = incident
  return {
    ...incident,
    instance: { ...instance, group: inGroup(instance.group, hide) },
    counts: inCounts(counts, hide),
  }
}

type Hide = (text: string) => string

/** The same for a piece of log text. */
export function maskText(text: string, mask: readonly Maskable[]): string {
  const ids = mask.includes('device_ids') ? text.replace(DEVICE_ID, short) : text
  return mask.includes('ips') ? ids.replace(IPV4, '$1.x.x').replace(IPV6, '$1:…') : ids
}

function inGroup(group: GroupValues, hide: Hide): GroupValues {
  return Object.fromEntries(Object.entries(group).map(([label, value]) => [label, hide(value)]))
}

function inCounts(counts: KeyState, hide: Hide): KeyState {
  const samples = counts.samples.map((sample) => ({ ...sample, text: hide(sample.text) }))
  return { ...counts, samples }
}

/** What is known to be a device id is shortened whatever it looks like. */
function inLately(lately: Lately, mask: readonly Maskable[]): Lately {
  const { devices } = lately
  if (!devices || !mask.includes('device_ids')) return lately
  const worst = devices.worst.map((one) => ({ ...one, device: short(one.device) }))
  return { ...lately, devices: { ...devices, worst } }
}

function inHeldBack(heldBack: HeldBack, hide: Hide): HeldBack {
  const named = heldBack.named.map((one) => ({ ...one, group: inGroup(one.group, hide) }))
  return { ...heldBack, named }
}

/** Enough to find it in a list, and to tell it from the others. */
function short(id: string): string {
  if (id.length <= HEAD + TAIL) return id
  return `${id.slice(0, HEAD)}…${id.slice(-TAIL)}`
}

const HEAD = 6
const TAIL = 4

/** Tuya's have 20 or 22 characters, virtual ones a few less; a tid has 32, a time 13. */
const DEVICE_ID = /(?<![\w-])(?=[a-z]*\d)[0-9a-z]{16,24}(?![\w-])/gi
const IPV4 = /(?<![\w.])(\d{1,3}\.\d{1,3})\.\d{1,3}\.\d{1,3}(?![\w.])/g
/** Three groups and more, so that no time of day is one. */
const IPV6 = /(?<![\w:])([0-9a-f]{1,4}:[0-9a-f]{1,4})(?::{1,2}[0-9a-f]{1,4}){2,6}(?![\w:])/gi
