import { inspect } from 'node:util'
import type { Answer } from './answer.ts'

/** One call to the cloud and what came back. */
export interface Call {
  readonly method: string
  readonly path: string
  readonly answer: Answer
}

/** How one client of the cloud logs a call; without a line break at the end. */
export type Voice = (call: Call) => string

/** A Homebridge plugin in Node: the wire's JSON on one line, the path behind it. */
export const homebridge: Voice = ({ path, answer }) =>
  `${bracketed(answer)} [Lindenhof] TuyaOpenAPI response: ${JSON.stringify(answer)} path = ${path}`

/** The official Python SDK at DEBUG: JSON over several lines. */
export const pythonSdk: Voice = ({ method, path, answer }) =>
  [
    `[${pythonTime(answer)}] [tuya-openapi] Request: method = ${method}, url = https://openapi.tuyaeu.com${path}`,
    `[${pythonTime(answer)}] [tuya-openapi] Response: ${JSON.stringify(answer, undefined, 2)}`,
  ].join('\n')

/** A Python script that prints the dictionary it got. */
export const pythonDict: Voice = ({ answer }) =>
  `${pythonTime(answer)} WARNING energy_report: meter not read: ${pythonRepr(answer)}`

/** A Node service that hands the object to console.error. */
export const inspected: Voice = ({ path, answer }) =>
  `${isoTime(answer)} checkin ${path} ${inspect(answer, { breakLength: 60 })}`

/** The official Java SDK under Spring Boot: the result, then the exception made of it. */
export const javaSdk: Voice = ({ method, path, answer: { code, msg, t, tid } }) =>
  [
    `${isoTime({ t })}  WARN 7 --- [nio-8080-exec-4] c.t.c.open.api.retrofit.RetrofitDelegate : Result(code=${code},msg=${msg},t=${t},tid=${tid}) is not successful for requeset:Request{method=${method}, url=https://openapi.tuyaeu.com${path}}`,
    `com.tuya.connector.api.exceptions.ConnectorResultException: error code : ${code}, error msg : ${msg} t : ${t}`,
    '\tat com.tuya.connector.open.api.retrofit.RetrofitDelegate.execute(RetrofitDelegate.java:131)',
    '\tat de.lindenhof.billing.RoomService.heatingOf(RoomService.java:58)',
  ].join('\n')

/** A script over tinytuya: a sentence, with neither time nor id of the answer. */
export const tinytuya: Voice = ({ answer }) =>
  `${isoTime(answer)} WARN shutters: Error from Tuya Cloud: Code ${answer.code}: '${answer.msg}'`

/** Home automation that speaks in sentences as well. */
export const localtuya: Voice = ({ answer }) =>
  `${pythonTime(answer)} ERROR (MainThread) [custom_components.localtuya] Cloud API get_devices_list failed: Error ${answer.code}: ${answer.msg}`

function isoTime({ t }: Pick<Answer, 't'>): string {
  return new Date(t).toISOString()
}

/** `2026-03-01 10:00:05,123` */
function pythonTime(answer: Answer): string {
  return isoTime(answer).replace('T', ' ').replace('.', ',').replace('Z', '')
}

/** `[3/1/2026, 10:00:05 AM]` */
function bracketed({ t }: Answer): string {
  return `[${new Date(t).toLocaleString('en-US', { timeZone: 'UTC' })}]`
}

function pythonRepr(answer: Answer): string {
  const pairs = Object.entries(answer).map(([key, value]) => `'${key}': ${pythonValue(value)}`)
  return `{${pairs.join(', ')}}`
}

function pythonValue(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  return typeof value === 'string' ? `'${value}'` : JSON.stringify(value)
}
