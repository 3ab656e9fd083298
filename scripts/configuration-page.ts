import * as z from 'zod'
import { configSchema } from '../src/config/schema.ts'

type Schema = z.core.JSONSchema.JSONSchema

/** docs/configuration.md: every key of the configuration, written from the schema that editors and `check` use. */
export function configurationPage(): string {
  const { properties = {} } = z.toJSONSchema(configSchema, { io: 'input', target: 'draft-7' })
  const sections = Object.entries(properties).map(([key, schema]) => section(key, schemaOf(schema)))
  return `${INTRODUCTION}\n${sections.join('\n')}`
}

const INTRODUCTION = `# Configuration
One YAML file. Every problem in it is told with file, line and column by \`tuyawatch check -c tuyawatch.yaml\`, which also says
in words what the file makes tuyawatch do. An unknown key is an error, with the nearest known one.
[tuyawatch.yaml](../config/tuyawatch.yaml) is one to start from, [tuyawatch-full.yaml](../config/tuyawatch-full.yaml) shows every
key in use. With \`# yaml-language-server: $schema=…/config.schema.json\` on the first line editors complete and check it.

\`\${NAME}\` in a value is taken from the environment; a missing variable is an error. A duration is written \`90s\`, \`5m\`, \`2h\`,
\`1d\` or \`1h30m\`, a share \`80%\`. A path may be relative to the file. Where one value is meant, a list may mostly be given.

This page is written from the schema by \`npm run build:docs\`.
`

function section(key: string, schema: Schema): string {
  const below = rows('', schema)
  const table = ['| key | takes | |', '| --- | --- | --- |', ...below].join('\n')
  const head = `## ${key}\n${sentence(schema)} Takes: ${takes(schema)}.\n`
  return below.length === 0 ? head : `${head}\n${table}\n`
}

/** The keys within an object, or within the items of a list, each with its own keys behind it. */
function rows(prefix: string, schema: Schema): string[] {
  return variants(schema).flatMap((variant) => [
    ...(variant.items === undefined ? [] : rows(prefix, schemaOf(variant.items))),
    ...Object.entries(variant.properties ?? {}).flatMap(([key, value]) => {
      const named = schemaOf(value)
      const needed = variant.required?.includes(key) === true ? ' Needed.' : ''
      const path = `${prefix}${key}`
      const row = `| \`${path}\` | ${takes(named)} | ${cell(sentence(named) + needed)} |`
      return [row, ...rows(isList(named) ? `${path}[].` : `${path}.`, named)]
    }),
  ])
}

/** Where one value or a list of such values may stand, the values are named once. */
function takes(schema: Schema): string {
  const all = variants(schema)
  const single = words(all.filter(({ type }) => type !== 'array'))
  const lists = words(all.filter(({ type }) => type === 'array'))
  if (lists === '') return single
  if (single === '') return lists
  return lists === `a list of ${single}` ? `${single}, or a list` : `${single}, or ${lists}`
}

function words(schemas: readonly Schema[]): string {
  const all = new Set(schemas.map(word))
  if (all.has('text')) all.delete('`""`')
  return cell([...all].join(' or '))
}

function word(schema: Schema): string {
  if (schema.enum !== undefined) return schema.enum.map((value) => `\`${value}\``).join(', ')
  if (schema.const !== undefined) return schema.const === '' ? '`""`' : `\`${schema.const}\``
  if (schema.type === 'array') return `a list of ${takes(schemaOf(schema.items ?? {}))}`
  if (schema.type === 'object') return 'keys'
  if (schema.pattern !== undefined) return 'duration'
  if (schema.type === 'integer' || schema.type === 'number') return numberWord(schema)
  return 'text'
}

function numberWord({ type, minimum, maximum, exclusiveMinimum }: Schema): string {
  const kind = type === 'integer' ? 'whole number' : 'number'
  if (exclusiveMinimum !== undefined) return `${kind} over ${exclusiveMinimum}`
  if (minimum === undefined || minimum === Number.MIN_SAFE_INTEGER) return kind
  if (maximum === undefined || maximum === Number.MAX_SAFE_INTEGER) return `${kind} from ${minimum}`
  return `${kind}, ${minimum} to ${maximum}`
}

/** What may stand here, unions taken apart. */
function variants(schema: Schema): Schema[] {
  return schema.anyOf === undefined ? [schema] : schema.anyOf.map(schemaOf).flatMap(variants)
}

function isList(schema: Schema): boolean {
  return variants(schema).some(({ type }) => type === 'array')
}

function sentence({ description = '' }: Schema): string {
  return description.replace(/[^.]$/, '$&.')
}

/** Safe in a cell of a Markdown table. */
function cell(text: string): string {
  return text.trim().replaceAll('|', String.raw`\|`).replaceAll('\n', ' ')
}

/** JSON Schema allows `true` and `false` as schemas; ours has none. */
function schemaOf(schema: Schema | boolean | (Schema | boolean)[]): Schema {
  if (typeof schema === 'object' && !Array.isArray(schema)) return schema
  throw new Error(`the schema holds ${JSON.stringify(schema)}`)
}
