import { expect, test } from 'vitest'
import { extractFrom } from './support.ts'

/** A client's sentence: how it prints a code and a message. */
interface Client {
  readonly client: string
  readonly says: (code: string, message: string) => string
}

const CLIENTS: readonly Client[] = [
  { client: 'tinytuya', says: (c, m) => `Error from Tuya Cloud: Code ${c}: '${m}'` },
  { client: 'tinytuya wizard', says: (c, m) => `Error from Tuya server: Code ${c}: '${m}'` },
  {
    client: 'tinytuya, as a value',
    says: (c, m) => `{'Error': "Error from Tuya Cloud: Code ${c}: '${m}'", 'Err': '913'}`,
  },
  { client: 'tuya-connector-nodejs', says: (c, m) => `Error: GET_TOKEN_FAILED ${c}, ${m}` },
  {
    client: 'tuya-device-sharing-sdk',
    says: (c, m) => `Unexpected error at pos 1: network error:(${c}) ${m}`,
  },
  { client: 'localtuya', says: (c, m) => `Cloud API get_devices_list failed: Error ${c}: ${m}` },
  { client: 'Home Assistant', says: (c, m) => `Login error (${c}): ${m}` },
  { client: 'Home Assistant in Swedish', says: (c, m) => `Inloggningsfel (${c}): ${m}` },
  { client: 'homebridge-tuya-platform', says: (c, m) => `Login failed. code=${c}, msg=${m}` },
  {
    client: 'homebridge-tuya-platform with a device',
    says: (c, m) => `Update failed. devId = x, code = ${c}, msg = ${m}`,
  },
  {
    client: 'tuya-connector, exception',
    says: (c, m) => `ConnectorResultException: error code : ${c}, error msg : ${m}`,
  },
  {
    client: 'tuya-connector, with a time',
    says: (c, m) => `error code : ${c}, error msg : ${m} t : 1718000000123`,
  },
  {
    client: 'tuya-cloud-sdk-nodejs',
    says: (c, m) => `[TuyaCloudSDKException] code: ${c} message: ${m}`,
  },
  { client: 'tuyapi-cli', says: (c, m) => `  Error: ${c}: ${m}` },
  { client: 'tuya-smart-ir-ac', says: (c, m) => `Failed to set fan mode: Code ${c}: ${m}` },
  { client: 'tuya-unsupported-sensors', says: (c, m) => `Tuya API error: ${m} (code: ${c})` },
  { client: 'homebridge-tuya-plus', says: (c, m) => `New device found - ${m} (Code ${c})` },
  { client: 'hubitat', says: (c, m) => `API fail: ${m} (code=${c}) path=/v1.0/token` },
  { client: 'com.tuya.cloud', says: (c, m) => `Code: ${c}; msg: ${m}` },
  { client: 'iobroker', says: (c, m) => `(Cloud) failed: ${c} - ${m}` },
  { client: 'ledvance', says: (c, m) => `Error! Code: ${c}, message: ${m}, result: undefined` },
  { client: 'iot-server', says: (c, m) => `code=${c} , message=${m}` },
  { client: 'tuya-bulb-control', says: (c, m) => `AuthorizedError: ${c} -> ${m}` },
  { client: 'a person', says: (c, m) => `we got "${c}, msg=${m}" again` },
]

const ANSWERS: readonly (readonly [string, string])[] = [
  ['1106', 'permission deny'],
  ['1109', 'param is illegal ,please check it'],
  ['1114', "your ip(10.1.2.3) don't have access to this API"],
  ['28841002', 'No permissions. Your subscription to cloud development plan has expired.'],
]

/** What loggers do to a sentence. Each gives the 1-based line on which the code then stands. */
const LOGGERS: readonly {
  readonly logger: string
  readonly line: number
  readonly logs: (sentence: string) => string
}[] = [
  { logger: 'bare', line: 1, logs: (sentence) => sentence },
  {
    logger: 'Python',
    line: 1,
    logs: (sentence) => `2026-03-01 08:00:00,123 ERROR (MainThread) [app.cloud] ${sentence}`,
  },
  {
    logger: 'in 2023, a number of the table',
    line: 1,
    logs: (sentence) => `[3/2/2023, 8:00:00 AM] [Cloud] ${sentence}`,
  },
  {
    logger: 'below a card of Home Assistant',
    line: 3,
    logs: (sentence) => `Logger: custom.cloud\nLast logged: 8:00:00\n${sentence}`,
  },
  {
    logger: 'with a stack below',
    line: 1,
    logs: (sentence) =>
      `${sentence}\n    at request (/app/cloud.js:1010:17)\n    at main (/app/main.js:2001:5)`,
  },
]

const TABLE = CLIENTS.flatMap((client) =>
  ANSWERS.map(([code, message]) => ({ ...client, code, message })),
)

test.for(TABLE)('$client prints $code, whatever the logger adds', ({ says, code, message }) => {
  for (const { logger, logs, line } of LOGGERS) {
    const { responses } = extractFrom(logs(says(code, message)))
    const found = expect.objectContaining({ success: false, code, message, line })
    expect(responses, logger).toEqual([found])
  }
})

test.for(CLIENTS.filter(({ client }) => !client.startsWith('tinytuya, as')))(
  '$client, in the string of a JSON logger',
  ({ says }) => {
    const line = JSON.stringify({
      level: 'error',
      time: 1_718_000_000_000,
      msg: says('1106', 'permission deny'),
    })
    const { responses } = extractFrom(line)
    expect(responses).toEqual([
      expect.objectContaining({ code: '1106', message: 'permission deny', line: 1 }),
    ])
  },
)

test.for([
  { text: 'WARN RetrofitDelegate - No error processor found for errorCode:2008', code: '2008' },
  { text: 'processor for error code[1010]', code: '1010' },
  { text: 'network error:(40009999) a text nobody has seen', code: '40009999' },
  { text: 'Tuya API error: a text nobody has seen (code: 40009999)', code: '40009999' },
  { text: 'tuya request failed: error 1106', code: '1106' },
  { text: 'Login error (USER_SESSION_INVALID)', code: 'USER_SESSION_INVALID' },
])('$text: the wording is enough', ({ text, code }) => {
  expect(extractFrom(text).responses).toEqual([expect.objectContaining({ code })])
})

test('an exception prints its message above and its code below the stack', () => {
  const { responses } = extractFrom(
    'TuyaCloudSDKException [Error]: sign invalid\n    at get (/app/x.js:1:1) {\n  code: 1004\n}',
  )
  expect(responses).toEqual([
    expect.objectContaining({ code: '1004', message: 'sign invalid', line: 3 }),
  ])
})
