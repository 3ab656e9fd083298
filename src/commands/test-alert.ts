import assert from 'node:assert/strict'
import type { Command } from 'commander'
import { builtinCatalogFiles } from '../catalog/builtin.ts'
import { loadCatalog } from '../catalog/load.ts'
import { readConfig } from '../config/load.ts'
import { thisMachine } from '../config/machine.ts'
import { makeEntry } from '../notify/outbox.ts'
import { render } from '../notify/render.ts'
import { createSender } from '../notify/sender.ts'
import { makeTestNotification } from '../notify/test-notification.ts'
import { columnsOf, endOnBrokenPipe, paintFor } from '../scan/terminal.ts'
import type { Config, Receiver } from '../types/config.ts'
import type { OutboxEntry } from '../types/outbox.ts'
import { VERSION } from '../version.ts'
import { suggest } from '../yaml/suggest.ts'
import { EXIT_FOUND } from './exit.ts'
import { refuse } from './refuse.ts'
import { deliveryReport } from './test-alert-report.ts'

export function registerTestAlert(program: Command): void {
  program
    .command('test-alert')
    .description('A test alert through the true path: rendered, put into an outbox, delivered')
    .argument('<receiver>', 'the name of a receiver of the configuration')
    .requiredOption('-c, --config <file>', 'the configuration')
    .action(testAlert)
}

async function testAlert(name: string, { config: file }: { config: string }): Promise<void> {
  const { stdout } = process
  endOnBrokenPipe(stdout)
  const config = readConfig(file, thisMachine())
  if (!config.ok) return refuse(config.problems)
  const receiver = config.value.receivers.find((one) => one.name === name)
  if (receiver === undefined) return refuse([unknownReceiver(name, config.value)])
  const entry = testEntry(receiver, config.value)
  const sender = createSender(receiver, Date.now)
  const delivery = await sender.send(entry)
  sender.close()
  const style = { columns: columnsOf(stdout), paint: paintFor(stdout) }
  const { works, text } = deliveryReport(receiver, entry, delivery, style)
  stdout.write(text)
  if (!works) process.exitCode = EXIT_FOUND
}

/** Made as the daemon makes it, and kept nowhere: a daemon may be running on the state. */
function testEntry({ name }: Receiver, { instance, mask }: Config): OutboxEntry {
  const catalog = loadCatalog(builtinCatalogFiles())
  assert(catalog.ok, 'the catalog that comes with tuyawatch is right')
  const now = Date.now()
  const notification = makeTestNotification(name, now)
  const mail = render(notification, { instance, mask, catalog: catalog.value, version: VERSION })
  return makeEntry(notification, mail, now)
}

function unknownReceiver(name: string, { receivers }: Config): string {
  const names = receivers.map((one) => one.name)
  if (names.length === 0) return 'the configuration has no receivers'
  const meant = suggest(name, names)
  const hint = meant === undefined ? `there are ${names.join(', ')}` : `did you mean ${meant}?`
  return `no receiver is named "${name}"; ${hint}`
}
