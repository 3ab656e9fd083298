import { expect, test } from 'vitest'
import { masked } from '../../src/notify/mask.ts'
import { render } from '../../src/notify/render.ts'
import type { Maskable } from '../../src/types/mask.ts'
import { CONTEXT, COUNTS, digest, LATELY, notification, START } from './fixtures.ts'

const ID = 'bf6054cl5k0030r58wsnoa'

test.for<{ mask: Maskable[]; text: string; becomes: string }>([
  {
    mask: ['device_ids'],
    text: `device ${ID} is offline`,
    becomes: 'device bf6054…snoa is offline',
  },
  {
    mask: ['device_ids'],
    text: `/v1.0/devices/${ID}/status`,
    becomes: '/v1.0/devices/bf6054…snoa/status',
  },
  {
    mask: ['device_ids'],
    text: `"devId":"55150004bcddc2ab5a4c"`,
    becomes: '"devId":"551500…5a4c"',
  },
  { mask: ['device_ids'], text: 'vdevo154330021623842', becomes: 'vdevo1…3842' },
  { mask: [], text: ID, becomes: ID },
  {
    mask: ['ips'],
    text: `your ip(203.0.113.7) and ${ID}`,
    becomes: `your ip(203.0.x.x) and ${ID}`,
  },
  { mask: ['ips'], text: 'from 2001:db8:85a3:0:0:8a2e:370:7334', becomes: 'from 2001:db8:…' },
  { mask: ['device_ids', 'ips'], text: `${ID}@10.0.0.1`, becomes: 'bf6054…snoa@10.0.x.x' },
])('$mask: $text becomes $becomes', ({ mask, text, becomes }) => {
  const { counts, group } = masked(about(text), mask)
  expect(counts.samples[0]?.text).toBe(becomes)
  expect(group.device_id).toBe(becomes)
})

test('the worst devices are known to be devices, whatever their ids look like', () => {
  const worst = [ID, 'my-gateway-kitchen', 'lamp1'].map((device) => ({ device, errors: 1 }))
  const lately = { ...LATELY, devices: { since: START, worst, others: 0, exact: true } }
  const shown = masked(notification({ lately }), ['device_ids']).lately?.devices?.worst
  expect(shown?.map(({ device }) => device)).toEqual(['bf6054…snoa', 'my-gat…chen', 'lamp1'])
  expect(masked(notification({ lately }), ['ips']).lately).toEqual(lately)
})

test.for([
  'a2632ab5ac3611ef8c3c2ee5ba3a1a10',
  '1795515510000',
  '28841004',
  '2026-11-24T10:18:30.123Z',
  '10:18:30',
  'v1.0.2',
  'temperature_setpoint_high',
  '550e8400-e29b-41d4-a716-446655440000',
])('%s is neither a device nor an address', (text) => {
  expect(masked(about(text), ['device_ids', 'ips']).counts.samples[0]?.text).toBe(text)
})

test('no part of a mail has the whole id, and its name is that of the notification', () => {
  const heldBack = {
    alerts: 1,
    errors: 3,
    named: [{ rule: 'r', group: { device_id: ID }, errors: 3 }],
  }
  const told = { ...about(ID), heldBack }
  const mail = render(told, { ...CONTEXT, mask: ['device_ids'] })
  expect(JSON.stringify(mail)).not.toContain(ID)
  expect(JSON.stringify(mail)).toContain('bf6054…snoa')
  expect(mail.messageId).toBe(render(told, CONTEXT).messageId)
})

test('nor has a digest', () => {
  const [first] = digest().over
  if (!first) throw new Error('the digest has incidents')
  const over = [{ ...first, instance: { ...first.instance, group: { device_id: ID } } }]
  const firing = over.map(({ instance: { at: _, by: __, ...instance }, ...one }) => ({
    ...one,
    instance: { ...instance, state: 'firing' as const },
  }))
  const mail = render({ ...digest(), over, firing }, { ...CONTEXT, mask: ['device_ids'] })
  expect(JSON.stringify(mail)).not.toContain(ID)
})

function about(text: string) {
  const samples = [{ at: START, source: 'app', text }]
  return notification({ group: { device_id: text }, counts: { ...COUNTS, samples } })
}
