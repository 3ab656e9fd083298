import {
  type Answer,
  DEVICE,
  envelopeOf,
  mobileEnvelopeOf,
  NUMBERED,
  PATH,
  UNKNOWN,
  WORDED,
} from './answers.ts'
import {
  goStruct,
  indented,
  inspect,
  inspectLines,
  javaResult,
  json,
  logfmt,
  pprint,
  printR,
  python,
  varDump,
} from './notations.ts'

/** One way in which one client prints an answer. */
export interface Client {
  readonly client: string
  readonly prints: (answer: Answer) => string
  /** 1-based line of the print on which the code stands. */
  readonly line?: number
  /** What can be read from the print, besides the code; default: the message and `success`. */
  readonly tells?: readonly ('message' | 't' | 'tid' | 'path' | 'device')[]
  /** The line's own time is not read: the print begins without a sign of an answer, or tells a time itself. */
  readonly timeless?: true
  /** Default: the numbered ones. */
  readonly answers?: readonly Answer[]
}

const WHOLE = ['message', 't', 'tid'] as const
const TIMED = ['message', 't'] as const
/** What an envelope with all its keys proves, no wording is needed for. */
const ANY = [...NUMBERED, UNKNOWN]
const WITH_WORDS = [...NUMBERED, ...WORDED]
const URL = `https://openapi.tuyaeu.com${PATH}`

/** Every literal form of the clients that are known, with the file in which it stands. */
export const CLIENTS: readonly Client[] = [
  // tuya/tuya-connector-python tuya_connector/openapi.py; tuya/tuya-iot-python-sdk tuya_iot/openapi.py
  whole('connector-python, indented', (a) => `Response: ${indented(envelopeOf(a))}`, 2),
  whole('connector-python, a printed dict', (a) => python(envelopeOf(a))),
  whole('connector-python, pprint', (a) => pprint(envelopeOf(a))),
  // tuya/tuya-device-sharing-sdk tuya_sharing/customerapi.py
  said('device-sharing-sdk', (a) => `network error:(${a.code}) ${a.message}`, WITH_WORDS),
  said(
    'device-sharing-sdk, its exception',
    (a) => `tuya_sharing.exceptions.ApiRequestException: network error:(${a.code}) ${a.message}`,
    WITH_WORDS,
  ),
  said('device-sharing-sdk, repeated', (a) => `net work error = (${a.code}) ${a.message}`),
  whole(
    'device-sharing-sdk, before decryption',
    (a) => `response before decrypt ret = ${python(envelopeOf(a))}`,
  ),
  // tuya/tuya-connector-nodejs src/core/client.ts
  said('connector-nodejs, the token call', (a) => `GET_TOKEN_FAILED ${a.code}, ${a.message}`),
  whole('connector-nodejs, inspected', (a) => inspect(envelopeOf(a))),
  whole('connector-nodejs, inspected over lines', (a) => inspectLines(envelopeOf(a)), 2),
  // tuya/tuya-cloud-sdk-nodejs tuyacloud/common
  {
    client: 'cloud-sdk-nodejs, an exception',
    prints: (a) =>
      `TuyaCloudSDKException [Error]: ${a.message}\n    at get (/app/x.js:1106:1)\n    at next (/app/y.js:1:1) {\n  code: ${a.code}\n}`,
    line: 4,
  },
  said(
    'cloud-sdk-nodejs, a sentence',
    (a) => `[TuyaCloudSDKException] code: ${a.code} message: ${a.message}`,
  ),
  // tuya/tuya-connector connector-api: RetrofitDelegate.java, ExceptionFactory.java, ErrorInfo.java
  {
    client: 'connector-java, the delegate',
    prints: (a) =>
      `Result(code=${a.code},msg=${a.message},t=${a.t},tid=${a.tid}) is not successful for requeset: ${URL}`,
    tells: [...WHOLE, 'path', 'device'],
    answers: ANY,
  },
  said(
    'connector-java, its exception',
    (a) =>
      `com.tuya.connector.api.exceptions.ConnectorResultException: error code : ${a.code}, error msg : ${a.message}`,
  ),
  said(
    'connector-java, the token processor',
    (a) => `token error processor : [errorCode: ${a.code}, errorMsg: ${a.message}]`,
  ),
  {
    client: 'connector-java, a processor',
    prints: (a) => `processor for error code[${a.code}]`,
    tells: [],
  },
  {
    client: 'connector-java, no processor',
    prints: (a) => `No error processor found for errorCode:${a.code}`,
    tells: [],
  },
  // tuya/tuya-connector-go connector/httplib/base.go
  {
    client: 'connector-go',
    prints: (a) =>
      `[ERROR] -> [ProxyHttp] do req failed req:&{Method:POST URL:${URL} Proto:HTTP/1.1}, resp:${json(envelopeOf(a))}`,
    tells: [...WHOLE, 'path', 'device'],
    answers: ANY,
  },
  // tuya/tuya-cloud-sdk-go api/common/request.go
  whole('cloud-sdk-go', (a) => `req:&{GET}, resp:${goStruct(envelopeOf(a))}`),
  // jasonacox/tinytuya tinytuya/Cloud.py
  said('tinytuya', (a) => `Error from Tuya Cloud: Code ${a.code}: '${a.message}'`),
  said(
    'tinytuya, as a value',
    (a) => `{'Error': "Error from Tuya Cloud: Code ${a.code}: '${a.message}'", 'Err': '913'}`,
  ),
  said(
    'tinytuya, the wizard',
    (a) => `Error from Tuya server: Error from Tuya Cloud: Code ${a.code}: '${a.message}'`,
  ),
  {
    client: 'tinytuya, debug',
    prints: (a) =>
      `POST: URL=${URL} HEADERS={'secret': 'x'} DATA={} response code=200 text=${json(envelopeOf(a))} token=x`,
    tells: [...WHOLE, 'path', 'device'],
    answers: ANY,
  },
  // 0x5e/homebridge-tuya-platform src/core/TuyaOpenAPI.ts, src/platform.ts
  said('homebridge-tuya-platform, login', (a) => `Login failed. code=${a.code}, msg=${a.message}`),
  said(
    'homebridge-tuya-platform, token',
    (a) => `Get token failed. code=${a.code}, msg=${a.message}`,
  ),
  said(
    'homebridge-tuya-platform, refresh',
    (a) => `Refresh access_token failed. code = ${a.code}, msg = ${a.message}`,
  ),
  {
    client: 'homebridge-tuya-platform, a device',
    prints: (a) => `Get device failed. devId = ${DEVICE}, code = ${a.code}, msg = ${a.message}`,
    tells: ['message', 'device'],
  },
  {
    client: 'homebridge-tuya-platform, debug',
    prints: (a) => `Response:\npath = ${PATH}\ndata = ${indented(envelopeOf(a))}`,
    line: 4,
    tells: [...WHOLE, 'path', 'device'],
    timeless: true,
    answers: ANY,
  },
  // tuya/tuya-homebridge lib/tuyaopenapi.js, and its copies for ioBroker and Homey
  {
    client: 'tuya-homebridge',
    prints: (a) => `TuyaOpenAPI response: ${json(envelopeOf(a))} path = ${PATH}`,
    tells: [...WHOLE, 'path', 'device'],
    answers: ANY,
  },
  // homebridge-plugins/homebridge-tuya
  {
    client: 'homebridge-tuya, a lock',
    prints: (a) =>
      `Send lock command failed. devID = ${DEVICE}, code = ${a.code}, msg = ${a.message}`,
    tells: ['message', 'device'],
  },
  // rospogrigio/localtuya and xZetsubou/hass-localtuya cloud_api.py
  said('localtuya', (a) => `Cloud API connection failed: Error ${a.code}: ${a.message}`),
  said(
    'hass-localtuya',
    (a) => `[bf3...c0d] Cloud API get_devices_list failed: Error ${a.code}: ${a.message}`,
  ),
  // home-assistant/core tuya
  whole('home-assistant, login', (a) => `Tuya login error response: ${python(envelopeOf(a))}`),
  whole('home-assistant, setup', (a) => `Retrying setup: ${python(envelopeOf(a))}`),
  said('home-assistant, its form', (a) => `Login error (${a.code}): ${a.message}`, WITH_WORDS),
  // make-all/tuya-local
  whole('tuya-local, QR code', (a) => `Failed to get QR code: ${python(envelopeOf(a))}`),
  whole('tuya-local, login', (a) => `Login failed: ${python(envelopeOf(a))}`),
  // azerty9971/xtend_tuya
  whole(
    'xtend_tuya, sharing',
    (a) => `[SHARING API]API call error: Request: {"a": 1} Response: ${indented(envelopeOf(a))}`,
    2,
  ),
  whole('xtend_tuya, IoT', (a) => `[IOT API][0]Response: ${indented(envelopeOf(a))}`, 2),
  said('xtend_tuya, an exception', (a) => `exception: network error:(${a.code}) ${a.message}`),
  said(
    'xtend_tuya, its form',
    (a) => `Problem with tuya login: (${a.code}): ${a.message}`,
    WITH_WORDS,
  ),
  // EnzoD86/tuya-smart-ir-ac
  said('smart-ir-ac', (a) => `Failed to set fan mode: Code ${a.code}: ${a.message}`),
  whole(
    'smart-ir-ac, old',
    (a) =>
      `Error fetching data for climate Attic: {'url': '/v2.0/x', 'request': {'code': 'power', 'value': 1}, 'response': ${python(envelopeOf(a))}}`,
  ),
  // kattcrazy/Tuya-Unsupported-Sensors
  said('unsupported-sensors', (a) => `Tuya API error: ${a.message} (code: ${a.code})`),
  // oven-lab/tuya_cloud_map_extractor
  whole('map-extractor', (a) => `('Request failed - Response: ', ${python(envelopeOf(a))})`),
  // Apollon77/ioBroker.tuya, with the API of the mobile apps
  said('iobroker', (a) => `tuya.0 (4242) (Cloud) failed: ${a.code} - ${a.message}`, WITH_WORDS),
  {
    client: 'mobile API, JSON',
    prints: (a) => json(mobileEnvelopeOf(a)),
    tells: TIMED,
    answers: WITH_WORDS,
  },
  {
    client: 'mobile API, a dict',
    prints: (a) => python(mobileEnvelopeOf(a)),
    tells: TIMED,
    answers: WITH_WORDS,
  },
  // TuyaAPI/cli lib/wizard.js
  said('tuyapi-cli', (a) => `Error: ${a.code}: ${a.message}`),
  // homebridge-tuya-plus; athombv com.tuya; jurgenheine com.tuya.cloud; rngarcia's Hubitat driver
  said('homebridge-tuya-plus', (a) => `${a.message} (code ${a.code})`),
  said('com.tuya', (a) => `${a.message} (Code ${a.code})`),
  said('com.tuya.cloud', (a) => `Code: ${a.code}; msg: ${a.message}`),
  said('com.tuya.cloud, an error', (a) => `Error: ${a.code}: ${a.message}`),
  {
    client: 'hubitat',
    prints: (a) => `API fail: ${a.message} (code=${a.code}) path=${PATH}`,
    tells: ['message', 'path', 'device'],
  },
  // smarthomej and openHAB TuyaOpenAPI.java, ResultResponse.java
  {
    client: 'openhab',
    prints: (a) =>
      `Request failed: Result{timestamp=${a.t}, code=${a.code}, msg=${a.message}, success=false, result=null}`,
    tells: TIMED,
    timeless: true,
    answers: NUMBERED,
  },
  whole('java, a record', (a) => javaResult(envelopeOf(a))),
  // ground-creative/tuyapiphp; phcast/tuya-cloud-sdk; Aymkdn/tuyacloud-php
  { ...whole('php, print_r', (a) => printR(envelopeOf(a)), 3), timeless: true },
  whole('php, print_r on one line', (a) => printR(envelopeOf(a)).replace(/\s+/g, ' ')),
  whole('php, var_dump', (a) => varDump(envelopeOf(a)), 3),
  whole('php, an exception', (a) => `RuntimeException: ${json(envelopeOf(a))} in /x.php:1106`),
  whole('tuyacloud-php', (a) => `[tuyacloud] Unable to login: ${json(envelopeOf(a))}`),
  // alert83/tuya-cloud; FlagX ledvance; tuya/iot-server; tuya/webrtc-demo-go
  {
    client: 'node-red, TuyaApiError',
    prints: (a) =>
      `TuyaApiError: ${a.message}\n    at call (/data/x.js:1:1) {\n  code: ${a.code},\n  msg: ${JSON.stringify(a.message)},\n  t: ${a.t}\n}`,
    line: 3,
    tells: TIMED,
  },
  said('ledvance', (a) => `Error! Code: ${a.code}, message: ${a.message}, result: undefined`),
  said('iot-server', (a) => `code=${a.code} , message=${a.message}`),
  whole('webrtc-demo', (a) => `uid not exits in body: ${json(envelopeOf(a))}`),
  // nobody in particular
  whole('logfmt', (a) => `level=error ${logfmt(envelopeOf(a))}`),
]

function whole(client: string, prints: Client['prints'], line = 1): Client {
  return { client, prints, line, tells: WHOLE, answers: ANY }
}

function said(client: string, prints: Client['prints'], answers = NUMBERED): Client {
  return { client, prints, answers }
}
