import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { jsonSchema } from '../../src/config/json-schema.ts'
import { loadConfig } from '../../src/config/load.ts'
import { machine } from './machine.ts'

const SMALL = 'config/tuyawatch.yaml'
const FULL = 'config/tuyawatch-full.yaml'

test.for([SMALL, FULL])('%s is right, and editors complete it', (file) => {
  const text = readFileSync(file, 'utf8')
  expect(loadConfig({ file, text }, machine())).toMatchObject({ ok: true })
  expect(text).toMatch(/^# yaml-language-server: \$schema=\.\/config\.schema\.json\n/)
})

test('the schema for editors is the one of the code (tuyawatch export json-schema writes it)', () => {
  expect(JSON.parse(readFileSync('config/config.schema.json', 'utf8'))).toEqual(
    JSON.parse(JSON.stringify(jsonSchema())),
  )
})

test('every key is described for editors', () => {
  const silent = [...keysOf(jsonSchema())].filter(([, { description }]) => !description)
  expect(silent.map(([path]) => path)).toEqual([])
})

test('the full example has every key that this version obeys', () => {
  const shown = new Set(pathsOf(parse(readFileSync(FULL, 'utf8'))))
  const missing = [...keysOf(jsonSchema()).keys()].filter(
    (path) => !shown.has(path) && !shown.has(asRuleMatch(path)),
  )
  // They stand in comments: each comes either from here or from a file.
  const inComments = ['email.smtp.password', 'webhook.secret'].map((key) => `receivers.*.${key}`)
  expect(missing).toEqual([...inComments, 'heartbeat.url'])
})

/** Alerts are matched by the keys by which a rule matches errors: those are shown once. */
function asRuleMatch(path: string): string {
  return path.replace(/^(inhibit\.\*\.(source|target)|silences\.\*\.match)\./, 'rules.*.match.')
}

interface Schema {
  readonly description?: string
  readonly properties?: Readonly<Record<string, Schema>>
  readonly items?: Schema
  readonly anyOf?: readonly Schema[]
}

/** Every key of a schema by its path, such as `logs.*.path`. */
function keysOf(schema: Schema, above: readonly string[] = []): Map<string, Schema> {
  const keys = Object.entries(schema.properties ?? {}).flatMap(([key, child]) => {
    const path = [...above, key]
    return [[path.join('.'), child] as const, ...keysOf(child, path)]
  })
  const forms = (schema.anyOf ?? []).flatMap((form) => [...keysOf(form, above)])
  const items = schema.items ? [...keysOf(schema.items, [...above, '*'])] : []
  return new Map([...keys, ...forms, ...items])
}

function pathsOf(value: unknown, above: readonly string[] = []): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((item) => pathsOf(item, [...above, '*']))
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, child]) => {
    const path = [...above, key]
    return [path.join('.'), ...pathsOf(child, path)]
  })
}
