import type { Catalog } from './types/catalog.ts'
import type { Config } from './types/config.ts'
import type { Policy } from './types/noise.ts'
import { OTHER } from './types/tally.ts'

/** What dispatch decides by. Of codes beyond a key's limit nothing is known; of one without an entry, that it has none. */
export function policyOf(
  { noise, receivers }: Pick<Config, 'noise' | 'receivers'>,
  catalog: Catalog,
): Policy {
  return {
    noise,
    programs: new Set(receivers.filter((one) => 'alertmanager' in one).map(({ name }) => name)),
    meaningOf: (code) => (code === OTHER ? undefined : (catalog.find(code) ?? UNKNOWN)),
  }
}

const UNKNOWN = { category: 'unknown', kind: 'unknown' } as const
