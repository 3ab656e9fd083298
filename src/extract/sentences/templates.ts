import { fixedTextOf } from './fixed-text.ts'

/**
 * How far the wording alone is trusted.
 * `own`: no other program prints it, the number is Tuya's. `shared`: others print it too, so that more evidence is needed.
 */
export type Trust = 'own' | 'shared'

/** One way in which a client prints an answer. To teach the extractor a new client, add a row. */
export interface Template {
  /** Whose sentence it is; shown by `explain`. */
  readonly client: string
  readonly trust: Trust
  /** Finds the code as group `code`. It starts with fixed text and repeats nothing without a bound: searching stays linear. */
  readonly find: RegExp
  /** Stands in whatever it finds: where it is missing, nothing need be searched. */
  readonly fixed: string
  /** Where the message stands. */
  readonly message: 'after' | 'none' | 'group'
}

/** A number as the cloud sends it, perhaps signed; or, where the client prints words too, its word. */
const N = String.raw`(?<code>-?\d{3,10})(?!\w|[.-]\d)`
const CODE = String.raw`(?<code>-?\d{3,10}|[A-Z][A-Z0-9_]{5,60})(?!\w|[.-]\d)`

/** Sources: the clients' repositories, files named in the comments; sentences as printed, including their misspellings. */
export const TEMPLATES: readonly Template[] = [
  // jasonacox/tinytuya tinytuya/Cloud.py
  own('tinytuya', `Error from Tuya (?:Cloud|server): Code ${CODE}`, 'after'),
  // tuya/tuya-connector-nodejs src/core/client.ts
  own('tuya-connector-nodejs', `GET_TOKEN_FAILED ${CODE}`, 'after'),
  // tuya/tuya-device-sharing-sdk tuya_sharing/customerapi.py
  own('tuya-device-sharing-sdk', String.raw`net ?work error ?: ?\(${CODE}\)`, 'after'),
  // rospogrigio/localtuya and xZetsubou/hass-localtuya cloud_api.py
  own('localtuya', `Cloud API \\w{1,40} failed: Error ${CODE}`, 'after'),
  // kattcrazy/Tuya-Unsupported-Sensors
  own(
    'tuya-unsupported-sensors',
    String.raw`Tuya API error: (?<message>[^\n]{0,200}?) \(code: ${CODE}\)`,
    'group',
  ),
  // rngarcia's Hubitat driver
  own('hubitat-tuya', String.raw`API fail: (?<message>[^\n]{0,200}?) \(code=${CODE}\)`, 'group'),
  // 0x5e/homebridge-tuya-platform src/platform.ts, homebridge-plugins/homebridge-tuya
  shared(
    'homebridge-tuya-platform',
    String.raw`failed\. (?:dev(?:ice)?I[dD] ?= ?[^\n,]{0,60}, )?code ?= ?${CODE}, msg ?=`,
    'after',
  ),
  // tuya/tuya-connector connector-api: ExceptionFactory.java, the error processors of RetrofitDelegate.java
  own('tuya-connector-java', `error code : ${CODE}, error msg :`, 'after'),
  own('tuya-connector-java', `processor (?:found )?for error ?[cC]ode[[:] ?${CODE}`, 'none'),
  own('tuya-connector-java', String.raw`error processor ?: \[errorCode: ${CODE}`, 'none'),
  // tuya/tuya-cloud-sdk-nodejs tuyacloud/common/exception
  own('tuya-cloud-sdk-nodejs', String.raw`TuyaCloudSDKException\] code: ${CODE} message:`, 'after'),
  // Apollon77/ioBroker.tuya
  own('iobroker-tuya', String.raw`\(Cloud\) failed: ${CODE} -`, 'after'),
  // azerty9971/xtend_tuya config_flow
  own('xtend-tuya', String.raw`tuya login: \(${CODE}\)`, 'after'),
  // home-assistant/core tuya: its user interface
  shared('home-assistant', String.raw`[Ll]ogin error \(${CODE}\)`, 'after'),
  // TuyaAPI/cli lib/wizard.js
  shared('tuyapi-cli', `Error: ${N}:`, 'after'),
  // EnzoD86/tuya-smart-ir-ac
  shared('tuya-smart-ir-ac', `Code ${CODE}:`, 'after'),
  // Octoober/tuya-bulb-control
  shared('tuya-bulb-control', `Error: ${N} ->`, 'after'),
  // no client in particular: people's own programs
  shared('any', String.raw`\b[Cc]ode ${N}`, 'after'),
  shared('any', String.raw`\b[eE]rr(?:or)?(?: ?(?:code|no|response))?[ :=#([]{1,3}${N}`, 'after'),
  // Not `failed 1010 times`.
  shared('any', String.raw`[fF]ailed(?: with|:)? [([]?${N}(?=[)\],;:]|\s*(?:\n|$))`, 'after'),
  ...['错误', '异常', '返回'].map((word) =>
    shared('any', `${word}(?:代?码)?[ :=([]{0,3}${N}`, 'after'),
  ),
]

function own(client: string, pattern: string, message: Template['message']): Template {
  return template(client, 'own', pattern, message)
}

function shared(client: string, pattern: string, message: Template['message']): Template {
  return template(client, 'shared', pattern, message)
}

function template(
  client: string,
  trust: Trust,
  pattern: string,
  message: Template['message'],
): Template {
  return { client, trust, find: new RegExp(pattern, 'g'), fixed: fixedTextOf(pattern), message }
}
