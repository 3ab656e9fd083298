import type { Issue } from './issue.ts'
import { get, isRaw, mapsIn, type Raw } from './raw.ts'

const WAYS = ['email', 'webhook', 'alertmanager']

/** A receiver has one way, and its secrets come from one place each, with all that belongs to them. */
export function receiversAgree(data: unknown): readonly Issue[] {
  return mapsIn(get(data, 'receivers')).flatMap(([index, receiver]) => {
    const path = ['receivers', index]
    const smtp = get(get(receiver, 'email'), 'smtp')
    const webhook = get(receiver, 'webhook')
    return [
      ...exactlyOneWay(path, receiver),
      ...(isRaw(smtp) ? smtpAgrees([...path, 'email', 'smtp'], smtp) : []),
      ...(isRaw(webhook) ? webhookAgrees([...path, 'webhook'], webhook) : []),
    ]
  })
}

/** The URL of the heartbeat comes from one place. */
export function heartbeatAgrees(data: unknown): readonly Issue[] {
  const heartbeat = get(data, 'heartbeat')
  return isRaw(heartbeat) ? urlAgrees(['heartbeat'], heartbeat) : []
}

function exactlyOneWay(path: Issue['path'], receiver: Raw): readonly Issue[] {
  const given = WAYS.filter((way) => Object.hasOwn(receiver, way))
  if (given.length === 1) return []
  const got = given.length === 0 ? 'none' : given.join(' and ')
  return [{ path, message: `expected exactly one of ${WAYS.join(', ')}, got ${got}` }]
}

function smtpAgrees(path: Issue['path'], smtp: Raw): readonly Issue[] {
  return [...credentialsAgree(path, smtp), ...certificateAgrees(path, smtp)]
}

function credentialsAgree(path: Issue['path'], smtp: Raw): readonly Issue[] {
  const twice = onePlace(path, smtp, 'password')
  if (twice.length > 0) return twice
  const user = Object.hasOwn(smtp, 'user')
  const password = Object.hasOwn(smtp, 'password') || Object.hasOwn(smtp, 'password_file')
  if (user && !password)
    return [
      {
        path: [...path, 'user'],
        message: 'expected a password or password_file with the user, got neither',
      },
    ]
  if (!user && password) return [{ path, message: 'expected a user with the password, got none' }]
  return []
}

function certificateAgrees(path: Issue['path'], smtp: Raw): readonly Issue[] {
  const [given, ...more] = ['cert_file', 'key_file'].filter((key) => Object.hasOwn(smtp, key))
  if (given === undefined || more.length > 0) return []
  const missing = given === 'cert_file' ? 'key_file' : 'cert_file'
  return [{ path: [...path, given], message: `expected a ${missing} with it, got none` }]
}

function webhookAgrees(path: Issue['path'], webhook: Raw): readonly Issue[] {
  return [...urlAgrees(path, webhook), ...onePlace(path, webhook, 'secret')]
}

function urlAgrees(path: Issue['path'], data: Raw): readonly Issue[] {
  const hasUrl = Object.hasOwn(data, 'url') || Object.hasOwn(data, 'url_file')
  return hasUrl
    ? onePlace(path, data, 'url')
    : [{ path, message: 'expected a url or a url_file, got neither' }]
}

/** A secret is given, or a file that holds it. */
function onePlace(path: Issue['path'], data: Raw, secret: string): readonly Issue[] {
  const file = `${secret}_file`
  if (!Object.hasOwn(data, secret) || !Object.hasOwn(data, file)) return []
  return [{ path: [...path, file], message: `expected the ${secret} or a file with it, got both` }]
}
