import type { Buckets } from '../../types/state.ts'

export function errorsIn(buckets: Buckets): number {
  return buckets.reduce((sum, { count }) => sum + count, 0)
}

export function answersIn(buckets: Buckets): number {
  return buckets.reduce((sum, { answers = 0 }) => sum + answers, 0)
}
