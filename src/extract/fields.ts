/**
 * What a key means, whatever the language spells it like.
 * `local` is tinytuya's own error number (`Err`), `foreign` a key that only other vendors use for theirs.
 */
export type Field = 'code' | 'message' | 'success' | 't' | 'tid' | 'value' | 'local' | 'foreign'

/** The meaning of a key, or `undefined` for one that an answer's envelope does not have. */
export function fieldOf(key: string): Field | undefined {
  return key.length > KEY_CHARS_MAX ? undefined : FIELDS.get(normalKey(key))
}

/** `errorCode`, `error_code`, `Error-Code` are one key. */
export function normalKey(key: string): string {
  return key.replace(/[_ -]/g, '').toLowerCase()
}

/** Longer keys are text that happens to stand before a colon. */
export const KEY_CHARS_MAX = 40

const FIELDS: ReadonlyMap<string, Field> = new Map<string, Field>([
  ['code', 'code'],
  ['errorcode', 'code'],
  ['tuyacode', 'code'],
  ['tuyaerrorcode', 'code'],
  ['msg', 'message'],
  ['message', 'message'],
  ['errormsg', 'message'],
  ['errormessage', 'message'],
  ['tuyamsg', 'message'],
  ['tuyamessage', 'message'],
  ['success', 'success'],
  ['t', 't'],
  ['tid', 'tid'],
  ['value', 'value'],
  ['values', 'value'],
  ['err', 'local'],
  ['errcode', 'foreign'],
  ['apistatus', 'foreign'],
  ['retcode', 'foreign'],
  ['errno', 'foreign'],
])
