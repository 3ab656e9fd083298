import { expect, test } from 'vitest'
import type { Shape } from '../../src/types/record.ts'
import { extractFrom, FAILURE, SUCCESS, T, TID } from './support.ts'

interface Row {
  readonly name: string
  readonly shape: Shape
  readonly text: string
  readonly line?: number
}

/** One answer (1106, permission deny) in every notation that it is logged in. */
const NOTATIONS: readonly Row[] = [
  { name: 'JSON on one line', shape: 'json', text: FAILURE },
  {
    name: 'JSON over several lines',
    shape: 'json',
    text: 'Response: {\n  "code": 1106,\n  "msg": "permission deny",\n  "success": false\n}',
    line: 2,
  },
  { name: 'JSON in a string', shape: 'json', text: JSON.stringify({ log: `${FAILURE}\n` }) },
  {
    name: 'JSON in a string in a string',
    shape: 'json',
    text: JSON.stringify({ message: `answer: ${JSON.stringify({ body: FAILURE })}` }),
  },
  {
    name: 'indented JSON in a string',
    shape: 'json',
    text: JSON.stringify({ msg: `Response: ${JSON.stringify(JSON.parse(FAILURE), null, 2)}` }),
  },
  { name: 'JSON glued to other text', shape: 'json', text: `body=${FAILURE}root@box:~# ` },
  { name: 'JSON cut off', shape: 'json', text: '{"code":1106,"msg":"permission deny","succ' },
  {
    name: 'JSON without its head',
    shape: 'json',
    text: `…e,"code":1106,"msg":"permission deny","t":${T}}`,
  },
  {
    name: 'JSON with a redacted time',
    shape: 'json',
    text: '{"code": 1106, "msg": "permission deny", "success": false, "t": ***, "tid": ***}',
  },
  {
    name: 'a code in quotes',
    shape: 'json',
    text: `{"code":"1106","msg":"permission deny","t":${T}}`,
  },
  {
    name: 'typographic quotes',
    shape: 'json',
    text: '{“code”:1106,“msg”:“permission deny”,“success”:false}',
  },
  {
    name: 'quoted in a mail',
    shape: 'json',
    text: '> {\n>   "code": 1106,\n>   "msg": "permission deny",\n> }',
    line: 2,
  },
  {
    name: 'with the prefix of docker compose',
    shape: 'json',
    text: 'app-1  | {\napp-1  |   "code": 1106,\napp-1  |   "msg": "permission deny"\napp-1  | }',
    line: 2,
  },
  {
    name: 'HTML entities',
    shape: 'json',
    text: FAILURE.replaceAll('"', '&quot;'),
  },
  {
    name: 'URL-encoded',
    shape: 'json',
    text: `GET /cb?answer=${encodeURIComponent(FAILURE)} HTTP/1.1`,
  },
  {
    name: 'in the encoding of forms',
    shape: 'json',
    text: `POST /cb answer=${encodeURIComponent(FAILURE).replaceAll('%20', '+')}`,
  },
  {
    name: 'a Chinese sentence',
    shape: 'sentence',
    text: '调用涂鸦接口失败，错误码：1106，错误信息：permission deny',
  },
  {
    name: 'XML',
    shape: 'sentence',
    text: `<answer><code>1106</code><msg>permission deny</msg><t>${T}</t></answer>`,
  },
  {
    name: 'a Python dict',
    shape: 'python_dict',
    text: `{'code': 1106, 'msg': 'permission deny', 'success': False, 't': ${T}, 'tid': '${TID}'}`,
  },
  {
    name: 'a Python dict with an ellipsis, in another',
    shape: 'python_dict',
    text: "{'request': {'code': 'temp', 'value': 1}, 'response': {'code': 1106, 'msg': 'permission deny', …} }",
  },
  {
    name: 'JS inspect on one line',
    shape: 'js_inspect',
    text: `{ code: 1106, msg: 'permission deny', success: false, t: ${T} }`,
  },
  {
    name: 'JS inspect over several lines',
    shape: 'js_inspect',
    text: `{\n  code: 1106,\n  msg: 'permission deny',\n  success: false,\n  t: ${T}\n}`,
    line: 2,
  },
  {
    name: 'Rust',
    shape: 'js_inspect',
    text: `Answer { code: Some(1106), msg: Some("permission deny"), success: false, t: ${T} }`,
  },
  {
    name: 'a Dart map',
    shape: 'js_inspect',
    text: `{code: 1106, msg: permission deny, success: false, t: ${T}}`,
  },
  {
    name: 'pairs without brackets',
    shape: 'sentence',
    text: 'code    : 1106\nmsg     : permission deny\nsuccess : False',
  },
  {
    name: 'C#',
    shape: 'java_result',
    text: '{ Code = 1106, Msg = permission deny, Success = False }',
  },
  {
    name: 'Java Result(…)',
    shape: 'java_result',
    text: `Result(code=1106, msg=permission deny, t=${T}, tid=${TID}, success=false, result=null)`,
  },
  {
    name: 'Java Result{…}',
    shape: 'java_result',
    text: `Result{timestamp=${T}, code=1106, msg=permission deny, success=false, result=null}`,
  },
  {
    name: 'Java ErrorInfo',
    shape: 'java_result',
    text: 'token error processor : [errorCode: 1106, errorMsg: permission deny]',
  },
  {
    name: 'a Go struct',
    shape: 'go_struct',
    text: `resp:{Code:1106 Msg:permission deny Success:false T:${T} Result:<nil>}`,
  },
  {
    name: 'print_r',
    shape: 'php_array',
    text: `Array\n(\n    [code] => 1106\n    [msg] => permission deny\n    [success] => \n    [t] => ${T}\n)`,
    line: 3,
  },
  {
    name: 'print_r on one line',
    shape: 'php_array',
    text: `Array ( [code] => 1106 [msg] => permission deny [success] => [t] => ${T} )`,
  },
  {
    name: 'var_dump',
    shape: 'php_array',
    text: 'array(2) {\n  ["code"]=>\n  int(1106)\n  ["msg"]=>\n  string(15) "permission deny"\n}',
    line: 3,
  },
  {
    name: 'a Ruby hash',
    shape: 'php_array',
    text: '{"code"=>1106, "msg"=>"permission deny", "success"=>false}',
  },
  {
    name: 'logfmt',
    shape: 'logfmt',
    text: 'level=error component=cloud msg="permission deny" code=1106 attempt=2',
  },
]

test.for(NOTATIONS)('$name', ({ shape, text, line = 1 }) => {
  const { responses } = extractFrom(text)
  expect(responses).toEqual([
    expect.objectContaining({
      success: false,
      code: '1106',
      message: 'permission deny',
      shape,
      line,
    }),
  ])
})

test('the mobile envelope has its own keys and words for codes', () => {
  const { responses } = extractFrom(
    `{"t":${T},"success":false,"errorCode":"USER_SESSION_INVALID","status":"error","errorMsg":"Session expired"}`,
  )
  expect(responses).toEqual([
    expect.objectContaining({ code: 'USER_SESSION_INVALID', message: 'Session expired', t: T }),
  ])
})

test('a signed code keeps its sign', () => {
  const { responses } = extractFrom(`{'code': '-9999999', 'msg': 'sign invalid', 't': ${T}}`)
  expect(responses.map(({ code }) => code)).toEqual(['-9999999'])
})

test.for<[string, string]>([
  [
    'an apostrophe',
    `{ code: 1114, msg: "your ip(1.2.3.4) don't have access to this API", t: ${T} }`,
  ],
  [
    'an apostrophe that nobody escaped',
    `{'code': 1114, 'msg': 'your ip(1.2.3.4) don't have access to this API', 't': ${T}}`,
  ],
  [
    'an escaped apostrophe',
    `{'code': 1114, 'msg': 'your ip(1.2.3.4) don\\'t have access to this API', 't': ${T}}`,
  ],
  [
    'brackets, without quotes',
    `Result(code=1114, msg=your ip(1.2.3.4) don't have access to this API, t=${T})`,
  ],
  [
    'brackets, in a Go struct',
    `{Code:1114 Msg:your ip(1.2.3.4) don't have access to this API T:${T}}`,
  ],
])('a message with %s is read to its end', ([, text]) => {
  expect(extractFrom(text).responses).toEqual([
    expect.objectContaining({
      code: '1114',
      message: "your ip(1.2.3.4) don't have access to this API",
    }),
  ])
})

test('a message escaped to ASCII is read in its own letters', () => {
  const text = `{"code":1109,"msg":"\\u8bf7\\u6c42\\u53c2\\u6570\\u975e\\u6cd5\\uff0c\\u8bf7\\u68c0\\u67e5","t":${T}}`
  expect(extractFrom(text).responses[0]?.message).toBe('请求参数非法，请检查')
})

test.for<[string, string, number]>([
  ['JSON', SUCCESS, 1],
  [
    'JSON over several lines',
    `Response: {\n  "result": [],\n  "success": true,\n  "t": ${T}\n}`,
    1,
  ],
  ['the mobile envelope', `{"result":[],"t":${T},"success":true,"status":"ok"}`, 1],
  ['a Python dict', `{'result': 'aGVsbG8=', 'success': True, 't': ${T}, 'tid': '${TID}'}`, 1],
  ['JS inspect', `\n{ result: { uid: 'x' }, success: true, t: ${T} }`, 2],
  ['Java', `Result(code=null, msg=null, t=${T}, tid=${TID}, success=true, result=true)`, 1],
  ['Go', `{Code:0 Msg: Success:true T:${T} Result:{AccessToken:x}}`, 1],
  ['print_r', `(\n    [result] => 1\n    [success] => 1\n    [t] => ${T}\n)`, 1],
  [
    'JSON without its last bracket',
    `{\n "result": {"a": [{"code": "switch_1"}]},\n "success": true,\n "t": ${T}`,
    1,
  ],
])('a success as %s has no code', ([, text, line]) => {
  const { responses, rejections } = extractFrom(text)
  expect(responses).toEqual([expect.objectContaining({ success: true, line, t: T })])
  expect(responses[0]).not.toHaveProperty('code')
  expect(responses[0]).not.toHaveProperty('message')
  expect(rejections).toEqual([])
})

test('several answers on one line are several', () => {
  const other = FAILURE.replace('1106', '1010')
    .replace('permission deny', 'token invalid')
    .replace(TID, `a${TID.slice(1)}`)
  const { responses } = extractFrom(
    `[${FAILURE},${other}] then ${SUCCESS.replace(TID, `b${TID.slice(1)}`)}`,
  )
  expect(responses.map(({ code, success }) => [code, success])).toEqual([
    ['1106', false],
    ['1010', false],
    [undefined, true],
  ])
})
