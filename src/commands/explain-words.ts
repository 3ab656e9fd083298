import type { TimeSource } from '../types/event.ts'
import type { Evidence, RejectReason } from '../types/record.ts'

/** Why an answer is believed to be Tuya's. */
export const EVIDENCE_WORDS: Readonly<Record<Evidence, string>> = {
  envelope: 'it has the envelope, code or result beside success',
  tid: 'it carries a tid',
  t: 'it carries the server’s time t',
  known_code: 'the catalog knows the code',
  known_message: 'the cloud sends this message with this code',
  client_template: 'a known client prints answers in just this way',
  tuya_word: 'the text speaks of Tuya',
  tuya_nearby: 'lines shortly before it came from Tuya’s client',
  user_pattern: 'a pattern of the configuration found it',
}

/** Why something that looks like an answer is none. */
export const REJECTION_WORDS: Readonly<Record<RejectReason, string>> = {
  no_code: 'No code stands in it.',
  data_point: 'The code is the name of a data point of a device, such as switch_1.',
  http_status: 'The number is an HTTP status; Tuya’s codes come in the body of a 200.',
  foreign_vendor: 'It is the answer of another vendor.',
  websocket_close: 'The number is the close code of a WebSocket.',
  local_error: 'The client library reports an error of its own, not one of the cloud.',
  request: 'It is a request and not an answer.',
  no_evidence:
    'Nothing shows that it is Tuya’s: no envelope, no tid, no message that goes with the code, no word of Tuya. In its file, the lines before it may show it.',
  malformed: 'It breaks off, or its values are not those of an answer.',
}

/** Where the time of an answer was read. */
export const TIME_WORDS: Readonly<Record<TimeSource, string>> = {
  t: 'from the answer’s t',
  tid: 'from the tid',
  line: 'from the head of the line',
  arrival: 'now, because the line names no time',
  clamped: 'now, because the time in the line lies ahead',
}
