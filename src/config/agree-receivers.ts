import type { Issue } from './issue.ts'
import { get, isRaw, mapsIn, type Raw } from './raw.ts'

const WAYS = ['email', 'webhook', 'alertmanager']

/** A receiver has one way, and its relay's user and password come together and from one place. */
export function receiversAgree(data: unknown): readonly Issue[] {
  return mapsIn(get(data, 'receivers')).flatMap(([index, receiver]) => {
    const smtp = get(get(receiver, 'email'), 'smtp')
    return [
      ...exactlyOneWay(['receivers', index], receiver),
      ...(isRaw(smtp) ? smtpAgrees(['receivers', index, 'email', 'smtp'], smtp) : []),
    ]
  })
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

function certificateAgrees(path: Issue['path'], smtp: Raw): readonly Issue[] {
  const [given, ...more] = ['cert_file', 'key_file'].filter((key) => Object.hasOwn(smtp, key))
  if (given === undefined || more.length > 0) return []
  const missing = given === 'cert_file' ? 'key_file' : 'cert_file'
  return [{ path: [...path, given], message: `expected a ${missing} with it, got none` }]
}

function credentialsAgree(path: Issue['path'], smtp: Raw): readonly Issue[] {
  const [user, password, file] = ['user', 'password', 'password_file'].map((key) =>
    Object.hasOwn(smtp, key),
  )
  if (password && file)
    return [
      {
        path: [...path, 'password_file'],
        message: 'expected the password or a file with it, got both',
      },
    ]
  if (user && !password && !file)
    return [
      {
        path: [...path, 'user'],
        message: 'expected a password or password_file with the user, got neither',
      },
    ]
  if (!user && (password || file))
    return [{ path, message: 'expected a user with the password, got none' }]
  return []
}
