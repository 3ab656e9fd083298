import type { Logger } from 'pino'
import type { Observer } from './engine.ts'
import type { Millis } from './types/time.ts'

export interface ObserverParts {
  readonly observer: Observer
  /** Event time of the latest answer, by source, since the start. */
  readonly lastEvents: ReadonlyMap<string, Millis>
}

/** Writes what the engine tells into the log. The reasons are fields, so that people can filter by them. */
export function createObserver(logger: Logger): ObserverParts {
  const lastEvents = new Map<string, Millis>()
  let storeFails = false
  /** Sources with a log in another encoding: said once, however much it grows. */
  const foreign = new Set<string>()
  const observer: Observer = {
    swept({ notices, lost }) {
      for (const notice of notices) {
        if (notice.event === 'obstacle') logger.warn(notice, 'a log is not read')
        else logger.info(notice, 'log file')
      }
      for (const loss of lost) logger.warn(loss, 'bytes of a log are lost')
    },
    seen({ source, at }) {
      lastEvents.set(source, Math.max(at, lastEvents.get(source) ?? at))
    },
    lost(source, losses) {
      for (const loss of losses) {
        if (loss.reason !== 'encoding') logger.warn({ source, ...loss }, 'bytes of a log are lost')
        else if (!foreign.has(source))
          logger.error({ source, ...loss }, 'a log is UTF-16 and is not read; let it be UTF-8')
        if (loss.reason === 'encoding') foreign.add(source)
      }
    },
    changed(transitions) {
      for (const { key, from, to, reason, at } of transitions)
        logger.info(
          { ...key, from, to: to?.state ?? 'inactive', reason, at: new Date(at) },
          'alert',
        )
    },
    posted: ({ id, receiver, incident }, { kind, reason }) =>
      logger.info({ id, receiver, incident, kind, reason }, 'notification'),
    tookOver: ({ id, receiver, incident, standsInFor }) =>
      logger.warn({ id, receiver, incident, standsInFor }, 'a fallback takes over'),
    delivered(delivery) {
      if (delivery.outcome === 'failed') logger.warn(delivery, 'a notification was not delivered')
      else if (delivery.repeatAfter === undefined)
        logger.info(delivery, 'a notification was delivered')
      else logger.debug(delivery, 'a notification was delivered and will be repeated')
    },
    committed(result) {
      if (!result.durable && !storeFails)
        logger.error({ why: result.why }, 'the state cannot be saved; counting goes on in memory')
      if (result.durable && storeFails) logger.info('the state is saved again')
      storeFails = !result.durable
    },
  }
  return { observer, lastEvents }
}
