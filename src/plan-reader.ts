import assert from 'node:assert/strict'
import { defaultConfig } from './config/default-config.ts'
import { readConfig } from './config/load.ts'
import { thisMachine } from './config/machine.ts'
import { planFor } from './plan.ts'
import type { PlanReply, PlanRequest } from './read-plan.ts'
import type { Checked, Config } from './types/config.ts'

/** The process that `readPlan` starts: takes one request, answers it and ends. */
process.once('message', (request: PlanRequest) => {
  assert(process.send, 'it is started with a channel')
  process.send(replyTo(request), () => process.disconnect())
})

function replyTo(request: PlanRequest): PlanReply {
  const config = configFor(request)
  const plan = config.ok ? planFor(config.value) : config
  if (!plan.ok) return plan
  const { catalog } = plan.value
  return { ok: true, value: { config: plan.value.config, entries: catalog.entries } }
}

function configFor(request: PlanRequest): Checked<Config> {
  const machine = thisMachine()
  if ('paths' in request) return defaultConfig({ ...request, machine })
  const { file, ...overrides } = request
  return readConfig(file, machine, overrides)
}
