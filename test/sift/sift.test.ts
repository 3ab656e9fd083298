import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { find } from '../support/find.ts'
import { linesFound } from '../support/sift/reference.ts'
import { foundIn } from './found.ts'
import { randomBytes, soup } from './soup.ts'

const SIFTS = [
  ['the kernel', (bytes: Uint8Array) => foundIn(find(bytes))],
  ['the reference', linesFound],
] as const

describe.for(SIFTS)('a line is found by %s', ([, sift]) => {
  test.for([
    ['{"code":1106,"msg":"permission deny"}', 'a JSON key'],
    ["{'code': -9999999, 'msg': 'sign invalid'}", 'a Python key'],
    ['{ code: 1010, msg: x }', 'a bare key'],
    ['"errorCode":"USER_EMAIL_ILLEGAL"', 'the key of the mobile API'],
    ['ERROR_CODE = 2406', 'in capitals, with a joint'],
    ['error-code: 2406', 'with a hyphen'],
    ['login failed code 1114 your ip', 'a number behind the word'],
    ['Token is gone (Code 1010)', 'in brackets'],
    ['resp:{Code:1106 Msg:x Success:false}', 'a Go struct'],
    ['    [code] => 1106', 'print_r'],
    ['["code"]=>', 'var_dump'],
    ['Result(code=1010,msg=x)', 'a Java record'],
    ['{\\"code\\":1010}', 'JSON within JSON'],
    ['"body":"\\ncode=1010"', 'behind an escaped line feed'],
    ['错误code：1010', 'between Chinese letters'],
    ['GET /cb?answer=%7B%22code%22%3A1106', 'URL-encoded'],
    ['{&quot;code&quot;:1106', 'with quotes as HTML entities'],
    ['body="{\\x22code\\x22:1106', 'with quotes as nginx escapes them'],
    ['{\\u0022code\\u0022:1106', 'with quotes as character numbers'],
    ['\x1b[36mcode\x1b[0m=\x1b[35m1106', 'behind a colour'],
    ['^[[36mcode=1106', 'behind a colour as cat -v writes it'],
    ['network error:(USERCODE_INCORRECT) Incorrect', 'a word for a number'],
    ['Login error (USERCODE_INCORRECT)', 'a word for a number behind a blank'],
    ['\x1b[34m"code"\x1b[0m: \x1b[33m1010\x1b[0m', 'a coloured key'],
    ['API failed: Error 1106: denied', 'an error number'],
    ['network error:(2008) 2008', 'an error number in brackets'],
    ['SomeError: 1004 -> Sign', 'an error class and a number'],
    ['the error "28841001, msg=No"', 'an error number in quotes'],
    ['{"errorMsg":"server busy"}', 'an error message'],
    ['errmsg: x', 'a short error message'],
    ['{"result":[],"success":true}', 'a success'],
    ['    [success] => ', 'a success in PHP'],
    ['Connecting to openapi.TuyaEU.com', 'a host'],
    ['GET https://apigw.iotbing.com/x', 'the other gateway'],
    ['path = /v1.0/token', 'a request path'],
    ['"\\/v2.1\\/users"', 'a request path with escaped slashes'],
    ['token invalid', 'a bare message'],
    ['USER_SESSION_INVALID', 'a message in capitals'],
    ['the plan has expired', 'an expiry'],
    ['permission deny', 'a permission'],
    ['No permissions. See the console', 'no permission'],
    ['Your quota of Trial Edition is used up', 'the trial'],
    ['This API is not subscribed', 'a subscription'],
    ['GET_TOKEN_FAILED 2007, your ip', 'a token call'],
    ['2001 device is offline', 'a device that is offline'],
    ['错误码: 1106', 'the Chinese word'],
    ['错误代码：2001', 'another one, with a full-width colon'],
    ['返回码1106', 'without anything between'],
    ['调用涂鸦接口失败', 'the Chinese name'],
    ['{&quot;success&quot;:true', 'a success with quotes as HTML entities'],
    ['{%22success%22%3Atrue', 'a URL-encoded success'],
    ['{\\u0022success\\u0022:true', 'a success with quotes as character numbers'],
    ['{ result: { uid: 1 },', 'a success that begins an old inspect'],
    ["{'result': True,", 'a success that begins a pprint'],
    ['data = {\n', 'an opening brace'],
    ['(\r\n', 'an opener before CRLF'],
    ['x = [ \t\n', 'an opener before blanks'],
    ['{\x1b[39m\n', 'an opener before a colour code'],
    ['x {^[[39m\n', 'an opener before a colour code as cat -v writes it'],
    ['{"log":"x {\\n","stream":"stdout"}', 'an opener in a container line'],
    ['{"log":"x {\\r\\n","stream":"stdout"}', 'an opener before CRLF in a container line'],
    ['{"log":"x {\\u001b[39m\\n","stream":"stdout"}', 'a coloured opener in a container line'],
    ['{"log":"part","stream":"stdout","time":"2024"}', 'a part of a Docker line'],
    ['2024-05-01T10:00:00Z stderr P part', 'a part of a CRI line'],
  ] as const)('%s: %s', ([line]) => {
    expect(sift(Buffer.from(line))).toHaveLength(1)
  })
})

describe.for(SIFTS)('a line is passed over by %s', ([, sift]) => {
  test.for([
    ['{"statusCode":200,"msg":"request completed"}', 'the status of a foreign logger'],
    ['exit_code=1 status-code: 200 barcode 7781', 'tails of other keys'],
    ['the code of conduct, a code review', 'the word in prose'],
    ['error while reading: no such file', 'an error without a number'],
    ['error (see the manual)', 'an error and prose in brackets'],
    ['error (no_such_file: x)', 'an error and more than a word in brackets'],
    ['mcode=22code', 'letters and digits before the word'],
    ['success! all good', 'a success in prose'],
    ['{"jsonrpc":"2.0","result":1}', 'a result that opens nothing'],
    ['permission denied', 'the words of an operating system'],
    ['offline mode, go offline', 'the word alone'],
    ['扫描二维码登录, 代码 x', 'the Chinese word without a value'],
    ['subscribed to topic', 'another subscription'],
    ['invalidate the cache, expiry in 5 s', 'longer words'],
    ['/var/v1/x /v1/items', 'a path of another API'],
    [`code${' '.repeat(20)}1010`, 'a number too far away'],
    ['code\n1010', 'a number on the next line'],
    ['if (x) { y() }\n', 'a closed brace'],
    ['{"log":"x\\n","stream":"stdout"}', 'a whole Docker line'],
    ['2024-05-01T10:00:00Z stdout F text', 'a whole CRI line'],
    ['C:\\{\\temp', 'an opener before a backslash'],
    ['', 'nothing'],
  ] as const)('%s: %s', ([line]) => {
    expect(sift(Buffer.from(line))).toEqual([])
  })
})

test('each line that is found has its place', () => {
  expect(foundIn(find(Buffer.from('x\n{"code":1,"success":true}\ny\nError 5\n')))).toEqual([
    { start: 2, end: 27, lineFeeds: 1 },
    { start: 30, end: 37, lineFeeds: 3 },
  ])
})

test('the end of a line that has no line feed is the end of the bytes', () => {
  expect(foundIn(find(Buffer.from('x\ncode=1')))).toEqual([{ start: 2, end: 8, lineFeeds: 1 }])
})

test('a line is judged by its own bytes alone', () => {
  fc.assert(
    fc.property(soup, (bytes) => {
      const found: number[] = []
      let start = 0
      for (const line of splitAfterLineFeeds(bytes)) {
        if (find(line).count > 0) found.push(start)
        start += line.length
      }
      expect(startsIn(bytes)).toEqual(found)
    }),
  )
})

test('letters are compared without case', () => {
  fc.assert(
    fc.property(soup, (bytes) => {
      const text = bytes.toString().replaceAll('\\N', '\\n')
      expect(startsIn(Buffer.from(withCapitals(text)))).toEqual(startsIn(Buffer.from(text)))
    }),
  )
})

test('all line feeds are counted', () => {
  fc.assert(
    fc.property(fc.oneof(soup, randomBytes), (bytes) => {
      expect(find(bytes).lineFeeds).toBe(bytes.filter((byte) => byte === 10).length)
    }),
  )
})

function startsIn(bytes: Uint8Array): number[] {
  return foundIn(find(bytes)).map(({ start }) => start)
}

function splitAfterLineFeeds(bytes: Buffer): Buffer[] {
  const lines: Buffer[] = []
  let start = 0
  for (let end = bytes.indexOf(10); end !== -1; end = bytes.indexOf(10, start)) {
    lines.push(bytes.subarray(start, end + 1))
    start = end + 1
  }
  return start < bytes.length ? [...lines, bytes.subarray(start)] : lines
}

/** Capitals everywhere but in escapes and colour codes, whose letters are no words. */
function withCapitals(text: string): string {
  return text.replaceAll(/\\n|\[[\d;]*m|[a-z]/g, (part) =>
    part.length === 1 ? part.toUpperCase() : part,
  )
}
