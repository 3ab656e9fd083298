import { CHUNK_BYTES_MIN } from '../../src/reading.ts'
import { createSift } from '../../src/sift/sift.ts'

/** The search of the sift for tests that read chunks of their own: up to four times the smallest buffer. */
export const { find } = createSift(4 * CHUNK_BYTES_MIN)
