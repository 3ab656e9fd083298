import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { Checked } from '../types/config.ts'
import type { WebConfig } from '../types/web-config.ts'
import { checkValue, failed } from '../yaml/check.ts'
import { readYaml, type Yaml } from '../yaml/read.ts'
import { readTls } from './read-tls.ts'
import { type WebConfigForm, webConfigSchema } from './schema-web.ts'

/** Reads a web configuration and the certificates that it names. What cannot be read is a problem, too. */
export function readWebConfig(file: string): Checked<WebConfig> {
  try {
    return loadWebConfig(file, readFileSync(file, 'utf8'))
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    return failed([{ file, path: '', message: `cannot be read: ${message}` }])
  }
}

function loadWebConfig(file: string, text: string): Checked<WebConfig> {
  const { yaml, problems } = readYaml(file, text)
  if (yaml === undefined) return failed(problems)
  // An empty file is a web configuration that asks for nothing.
  const form = checkValue(yaml, yaml.js ?? {}, webConfigSchema)
  if (!form.ok || problems.length > 0)
    return failed([...problems, ...(form.ok ? [] : form.problems)])
  return build(file, yaml, form.value)
}

function build(file: string, yaml: Yaml, form: WebConfigForm): Checked<WebConfig> {
  const { tls_server_config, http_server_config, basic_auth_users, rate_limit } = form
  const tls = tls_server_config && readTls(tls_server_config, dirname(resolve(file)))
  if (tls && !tls.ok)
    return failed([yaml.problem(['tls_server_config', ...tls.issue.path], tls.issue.message)])
  return {
    ok: true,
    value: {
      ...(tls && { tls: tls.tls }),
      headers: http_server_config?.headers ?? {},
      users: new Map(Object.entries(basic_auth_users ?? {})),
      ...(rate_limit &&
        rate_limit.interval > 0 && {
          rateLimit: { intervalMs: rate_limit.interval, burst: rate_limit.burst },
        }),
      files: [resolve(file), ...(tls?.files ?? [])],
    },
  }
}
