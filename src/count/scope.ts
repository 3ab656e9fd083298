import type { ErrorEvent, Event, SuccessEvent } from '../types/event.ts'
import { NO_SCOPE } from '../types/tally.ts'
import { memo } from './memo.ts'

/** The scope in which a failure waits for a success; `NO_SCOPE` where no success can show that it is over. */
export function failingScope(event: ErrorEvent): string {
  switch (event.scope) {
    case 'project':
      return projectScope(event.project, event.source)
    case 'api':
      return event.path === undefined
        ? NO_SCOPE
        : apiScope(event.project, event.source, apiOf(event.path))
    case 'device':
      return event.device === undefined ? NO_SCOPE : deviceScope(event, event.device)
    case 'call':
      return NO_SCOPE
  }
}

/**
 * The scopes that a success shows to be well. Without a path it shows nothing of a project: it could be a token, and a
 * token is still given when the quota is gone.
 */
export function succeedingScopes(event: SuccessEvent): readonly string[] {
  const { project, source, path, device } = event
  const scopes = path === undefined ? [] : scopesOfPath(project, source, path)
  return device === undefined ? scopes : [...scopes, deviceScope(event, device)]
}

/**
 * A device as one log knows it: the application that could not reach it must reach it again.
 * Also its key in `State.offline`.
 */
export function deviceScope({ source, project }: Event, device: string): string {
  return `device${SEPARATOR}${source}${SEPARATOR}${project}${SEPARATOR}${device}`
}

/** Source and project of a device scope. */
export function ownerOf(scope: string): { readonly source: string; readonly project: string } {
  const [, source = '', project = ''] = scope.split(SEPARATOR)
  return { source, project }
}

const scopesOfPath = memo((project: string, source: string, path: string) => {
  const api = apiOf(path)
  const scopes = [apiScope(project, source, api)]
  return SIGN_IN.test(api) ? scopes : [...scopes, projectScope(project, source)]
})

/** Logs of one named project vouch for each other; logs that name none may belong to different ones. */
function projectScope(project: string, source: string): string {
  return scopeOf('project', project, source)
}

function apiScope(project: string, source: string, api: string): string {
  return scopeOf('api', project, source, api)
}

function scopeOf(kind: string, project: string, source: string, ...rest: string[]): string {
  return [kind, project, project === '' ? source : '', ...rest].join(SEPARATOR)
}

/** `/v1.0/devices/bf6054cl5k0030r58wsnoa/status?lang=en` -> `/v1.0/devices/{id}/status`. */
export const apiOf = memo((path: string) => {
  const [location = ''] = path.split('?')
  return location
    .split('/')
    .map((segment) => (ID.test(segment) ? '{id}' : segment))
    .join('/')
})

/** Ids of devices, homes and users: digits alone, or ten characters and more with a digit among them. No API has such a word. */
const ID = /^(?:\d+|(?=.*\d)[\w,%:-]{10,})$/

/** Token and login: https://developer.tuya.com/en/docs/cloud/oauth-management, and `/v1.0/m/token` of the device sharing SDK. */
const SIGN_IN = /\/v[\d.]+\/(?:m\/)?token(?:\/|$)|login$/

const SEPARATOR = '\u001f'
