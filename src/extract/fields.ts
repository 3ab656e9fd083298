import { memo } from './memo.ts'

/**
 * What a key means, whatever the language spells it like.
 * `timestamp` is openHAB's word for `t`, and everybody's for other times; `local` tinytuya's own error number (`Err`);
 * `foreign` a key that only other vendors use for theirs.
 */
export type Field =
  | 'code'
  | 'message'
  | 'success'
  | 't'
  | 'timestamp'
  | 'tid'
  | 'value'
  | 'local'
  | 'foreign'

/** The meaning of a key (of the last part of `tuya.code`), or `undefined` for one that an answer's envelope does not have. */
export function fieldOf(key: string): Field | undefined {
  return key.length > KEY_CHARS_MAX ? undefined : readKey(key).field
}

/** `errorCode`, `error_code`, `Error-Code` are one key. */
export function normalKey(key: string): string {
  return readKey(key).normal
}

const readKey = memo((key): { readonly normal: string; readonly field: Field | undefined } => {
  const normal = key.replace(/[_ -]/g, '').toLowerCase()
  const last = normal.slice(normal.lastIndexOf('.') + 1)
  const field = FIELDS.get(last) ?? ENDINGS.find(({ pattern }) => pattern.test(last))?.field
  return { normal, field }
})

/** Longer keys are text that happens to stand before a colon. */
export const KEY_CHARS_MAX = 40

const FIELDS: ReadonlyMap<string, Field> = new Map<string, Field>([
  ['code', 'code'],
  ['errorcode', 'code'],
  ['msg', 'message'],
  ['message', 'message'],
  ['errormsg', 'message'],
  ['errmsg', 'message'],
  ['errormessage', 'message'],
  ['resultmsg', 'message'],
  ['bizmsg', 'message'],
  ['respmsg', 'message'],
  ['success', 'success'],
  ['t', 't'],
  ['timestamp', 'timestamp'],
  ['tid', 'tid'],
  ['value', 'value'],
  ['values', 'value'],
  ['err', 'local'],
  ['errcode', 'foreign'],
  ['apistatus', 'foreign'],
  ['retcode', 'foreign'],
  ['errno', 'foreign'],
  ['resultcode', 'foreign'],
  ['bizcode', 'foreign'],
  ['respcode', 'foreign'],
])

/** Names that people give the fields themselves, and what Chinese and Japanese applications call them. */
const ENDINGS: readonly { readonly pattern: RegExp; readonly field: Field }[] = [
  { pattern: /^tuya.{0,10}code$|(?:错误|返回|异常)代?码$|コード$/, field: 'code' },
  {
    pattern: /^tuya.{0,10}(?:msg|message)$|(?:错误|返回|异常)(?:信息|消息|描述)$|メッセージ$/,
    field: 'message',
  },
]
