import type { Issue } from './issue.ts'
import { get, mapsIn, type Raw } from './raw.ts'

/** A project has one plan; what the console showed has its time; a day of the month is for a month. */
export function quotasAgree(data: unknown): readonly Issue[] {
  const quotas = mapsIn(get(data, 'quota'))
  return [
    ...quotas.flatMap(([index, quota]) => [
      ...shownAgrees(['quota', index], quota),
      ...dayAgrees(['quota', index, 'resets_on'], quota),
      ...onePlan(['quota', index, 'project'], quota, quotas.slice(0, index)),
    ]),
    ...(get(data, 'quota') === undefined ? planNeeded(data) : []),
  ]
}

function planNeeded(data: unknown): readonly Issue[] {
  return mapsIn(get(data, 'rules'))
    .filter(([, rule]) => Object.hasOwn(rule, 'quota'))
    .map(([index]) => ({
      path: ['rules', index, 'quota'],
      message: 'expected the calls of a plan under "quota" at the top, got none',
    }))
}

function shownAgrees(path: Issue['path'], quota: Raw): readonly Issue[] {
  const [missing, given] = Object.hasOwn(quota, 'used') ? ['at', 'used'] : ['used', 'at']
  if (!Object.hasOwn(quota, given ?? '') || Object.hasOwn(quota, missing ?? '')) return []
  return [{ path, message: `expected "${missing}" beside "${given}": how many calls, and when` }]
}

function dayAgrees(path: Issue['path'], quota: Raw): readonly Issue[] {
  return get(quota, 'period') === 'daily' && Object.hasOwn(quota, 'resets_on')
    ? [{ path, message: 'expected none, because the period is a day' }]
    : []
}

function onePlan(
  path: Issue['path'],
  quota: Raw,
  before: readonly (readonly [number, Raw])[],
): readonly Issue[] {
  const projectOf = (one: Raw) => get(one, 'project') ?? ''
  return before.some(([, other]) => projectOf(other) === projectOf(quota))
    ? [
        {
          path,
          message: `expected one plan for a project, got a second for ${JSON.stringify(projectOf(quota))}`,
        },
      ]
    : []
}
