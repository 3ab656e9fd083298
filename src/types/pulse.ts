/** Signs of life of a log, as one rule asks for them. `watched` is the first of any. */
export type Pulse = 'watched' | 'line' | 'response' | 'success' | 'unreadable'

/** Whose sign of life it is. */
export interface Pulsing {
  readonly rule: string
  readonly project: string
  readonly source: string
}

export function pulseKey(pulse: Pulse, { rule, project, source }: Pulsing): string {
  return [pulse, rule, project, source].join(SEPARATOR)
}

export function pulseOf(key: string): Pulsing & { readonly pulse: string } {
  const [pulse = '', rule = '', project = '', source = ''] = key.split(SEPARATOR)
  return { pulse, rule, project, source }
}

const SEPARATOR = '\u001f'
