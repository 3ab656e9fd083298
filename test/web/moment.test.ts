import { expect, test } from 'vitest'
import { moment } from '../../src/web/page/parts.ts'

const NOW = new Date('2026-11-24T12:00:00Z')

test.for([
  { at: '2026-11-24T11:59:30Z', says: '11:59:30', why: 'less than a day ago' },
  { at: '2026-11-23T11:59:30Z', says: '23 Nov 11:59', why: 'of this year' },
  { at: '2025-11-24T11:59:30Z', says: '24 Nov 2025 11:59', why: 'of a year ago' },
  { at: '2026-11-24T16:00:00Z', says: '24 Nov 16:00', why: 'still to come' },
  { at: '2027-01-01T00:00:00Z', says: '1 Jan 2027 00:00', why: 'next year' },
])('$at is told as $says: $why', async ({ at, says }) => {
  expect(String(await moment(new Date(at), NOW))).toContain(`>${says}<`)
})
