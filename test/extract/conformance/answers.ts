/** An answer of the cloud, before any client prints it. */
export interface Answer {
  readonly code: string
  readonly message: string
  readonly t: number
  readonly tid: string
}

export const T = 1_772_352_000_123
export const TID = '5be9d0c2154111f19c3d0242ac120002'

export const DEVICE = 'bf3a1b2c4d5e6f7a8b9c0d'
export const PATH = `/v1.0/devices/${DEVICE}/commands`

function answer(code: string, message: string): Answer {
  return { code, message, t: T, tid: TID }
}

/** What each client must get through: plain, long, with brackets and an apostrophe, Chinese, signed. */
export const NUMBERED: readonly Answer[] = [
  answer('1106', 'permission deny'),
  answer('28841002', 'No permissions. Your subscription to cloud development plan has expired.'),
  answer('1114', "your ip(203.0.113.9) don't have access to this API"),
  answer('1109', '请求参数非法，请检查'),
  answer('-9999999', 'sign invalid'),
]

/** The cloud sends these too, but not to every client. */
export const WORDED: readonly Answer[] = [
  answer('USER_SESSION_INVALID', 'Session has expired, please log in again'),
  answer('USERCODE_INCORRECT', 'User Code Incorrect'),
]

/** Found by its envelope alone. */
export const UNKNOWN: Answer = answer('28849999', 'A text that nobody has seen yet')

export type Envelope = Readonly<Record<string, unknown>>

/** As the cloud sends it. */
export function envelopeOf({ code, message, t, tid }: Answer): Envelope {
  const number = Number(code)
  return {
    code: Number.isNaN(number) ? code : number,
    msg: message,
    success: false,
    t,
    tid,
  }
}

/** As the API of the mobile apps sends it. */
export function mobileEnvelopeOf({ code, message, t }: Answer): Envelope {
  return { t, success: false, errorCode: code, status: 'error', errorMsg: message }
}
