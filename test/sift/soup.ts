import fc from 'fast-check'

/** Pieces of what the marks are made of, and of what is nearly one. */
const FRAGMENTS = [
  ...[
    'code',
    'Code',
    'c',
    'ode',
    'ERR',
    'err',
    'or',
    'error',
    'success',
    'ccess',
    'tuya',
    'iotbing',
  ],
  ...[
    '/v1.0/',
    '/v2',
    '.',
    ' invalid',
    '_INVALID',
    ' expired',
    'No permission',
    ' deny',
    'permission',
  ],
  ...['码', '涂', '鸦', 'is offline', 'ffline', '：'],
  ...['trial edition', 'not subscribed', 'TOKEN_FAILED', 'result', 'message', 'msg', '(A_B)', '('],
  ...[
    ' stdout P',
    ' stderr F',
    '","stream":"stdout"',
    '\\n"',
    '\\r\\n"',
    '\\',
    '%22',
    '\\x27',
    '\\u0022',
  ],
  ...[
    '&quot;',
    '{',
    '[',
    ' ',
    '\t',
    '\r',
    '\n',
    '\n',
    '_',
    '-',
    ':',
    '=',
    '"',
    "'",
    '1010',
    '22',
    'x',
    'm',
  ],
  ...['é', '\x1b[3m', '\x1b[38;5;1m', '^[[0m', '\\u001b[1m', '\x1b[', '\0', '\xff'],
]

/** Such pieces one behind the other. */
export const soup = fc
  .array(fc.constantFrom(...FRAGMENTS), { maxLength: 60 })
  .map((parts) => Buffer.from(parts.join('')))

export const randomBytes = fc.uint8Array({ maxLength: 2_000 })
