import { suggest } from '../yaml/suggest.ts'
import { DEFAULT_RULE_NAMES } from './default-rules.ts'
import type { Issue } from './issue.ts'
import { logNameOf } from './log-name.ts'
import { get, mapsIn, type Raw, textsIn } from './raw.ts'

type Named = readonly [path: Issue['path'], name: string]

/** Names are unique, and what is called by name exists. */
export function namesAgree(data: unknown, directory: string): readonly Issue[] {
  const receivers = namedIn(data, 'receivers')
  return [
    ...twice(logNames(data, directory)),
    ...twice(namedIn(data, 'rules')),
    ...twice(receivers),
    ...unknown(
      'receiver',
      notified(data),
      receivers.map(([, name]) => name),
    ),
    ...unknown(
      'receiver',
      fallbacks(data),
      receivers.map(([, name]) => name),
    ),
    ...ownFallback(data),
    ...unknown('default rule', chosenDefaults(data), DEFAULT_RULE_NAMES),
  ]
}

function namedIn(data: unknown, list: string): readonly Named[] {
  return mapsIn(get(data, list)).flatMap(([index, item]) => {
    const name = get(item, 'name')
    return typeof name === 'string' ? [named(list, index, 'name', name)] : []
  })
}

function logNames(data: unknown, directory: string): readonly Named[] {
  return mapsIn(get(data, 'logs')).flatMap(([index, log]) => {
    const [name, path] = [get(log, 'name'), firstPath(log)]
    if (typeof name === 'string') return [named('logs', index, 'name', name)]
    return path === undefined ? [] : [named('logs', index, 'path', logNameOf(path, directory))]
  })
}

function named(list: string, index: number, key: string, name: string): Named {
  return [[list, index, key], name]
}

function firstPath(log: Raw): string | undefined {
  const path = get(log, 'path')
  return typeof path === 'string' ? path : textsIn(path)[0]?.[1]
}

function twice(named: readonly Named[]): readonly Issue[] {
  const first = new Map<string, Issue['path']>()
  return named.flatMap(([path, name]) => {
    const other = first.get(name)
    if (other === undefined) {
      first.set(name, path)
      return []
    }
    const way = path.at(-1) === 'path' ? '; give this entry a "name" of its own' : ''
    const message = `expected a unique name, got "${name}", which ${other.slice(0, 2).join('.')} has${way}`
    return [{ path, message }]
  })
}

function notified(data: unknown): readonly Named[] {
  return [
    ...mapsIn(get(data, 'rules')).flatMap(([index, rule]) => namesIn(rule, ['rules', index])),
    ...namesIn(get(data, 'weekly'), ['weekly']),
  ]
}

function namesIn(data: unknown, path: Issue['path']): readonly Named[] {
  return textsIn(get(data, 'notify')).map(([at, name]) => [[...path, 'notify', at], name] as const)
}

function fallbacks(data: unknown): readonly Named[] {
  return mapsIn(get(data, 'receivers')).flatMap(([index, receiver]) => {
    const fallback = get(receiver, 'fallback')
    return typeof fallback === 'string' ? [named('receivers', index, 'fallback', fallback)] : []
  })
}

function ownFallback(data: unknown): readonly Issue[] {
  return mapsIn(get(data, 'receivers'))
    .filter(([, receiver]) => 'fallback' in receiver && receiver['fallback'] === receiver['name'])
    .map(([index]) => ({
      path: ['receivers', index, 'fallback'],
      message: 'expected another receiver, got this one itself',
    }))
}

function chosenDefaults(data: unknown): readonly Named[] {
  return textsIn(get(data, 'default_rules')).map(
    ([index, name]) => [['default_rules', index], name] as const,
  )
}

function unknown(what: string, used: readonly Named[], known: readonly string[]): readonly Issue[] {
  return used
    .filter(([, name]) => !known.includes(name))
    .map(([path, name]) => ({ path, message: unknownName(what, name, known) }))
}

function unknownName(what: string, name: string, known: readonly string[]): string {
  const meant = suggest(name, known)
  const choice = known.length === 0 ? 'there is none' : `expected one of ${known.join(', ')}`
  const hint = meant === undefined ? choice : `did you mean ${meant}?`
  return `no ${what} is named "${name}"; ${hint}`
}
