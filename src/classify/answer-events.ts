import type { ErrorEvent, Identity, SuccessEvent } from '../types/event.ts'
import type { Response } from '../types/record.ts'
import type { Where } from './classify.ts'
import type { Judgement } from './judge.ts'
import { redact } from './redact.ts'
import { remembered } from './remembered.ts'
import type { EventTime } from './time.ts'

const redacted = remembered(redact)

/** All that an event is made of. */
export interface Parts {
  readonly response: Response
  readonly where: Where
  readonly time: EventTime
  readonly arrived: number
  readonly identities: readonly Identity[]
}

/**
 * What events have in common. A class, since a log may hold millions of them: texts, whose redaction costs more than all
 * else and which few of them are asked for, are made when somebody does.
 */
class AnswerEvent {
  readonly file: number
  readonly source: string
  readonly project: string
  readonly device: string | undefined
  readonly tid: string | undefined
  readonly shape: Response['shape']
  readonly evidence: Response['evidence']
  readonly start: number
  readonly line: number
  readonly offset: number
  readonly echo: boolean
  readonly at: number
  readonly atFrom: EventTime['atFrom']
  readonly arrived: number
  readonly identities: readonly Identity[]
  readonly #response: Response

  constructor({ response, where, time, arrived, identities }: Parts) {
    this.file = where.file
    this.source = where.source
    this.project = where.project
    this.device = response.device
    this.tid = response.tid
    this.shape = response.shape
    this.evidence = response.evidence
    this.start = response.start
    this.line = response.line
    this.offset = response.offset
    this.echo = response.echo
    this.at = time.at
    this.atFrom = time.atFrom
    this.arrived = arrived
    this.identities = identities
    this.#response = response
  }

  get path(): string | undefined {
    const { path } = this.#response
    return path && redacted(path)
  }

  get sample(): string {
    return redact(this.#response.text)
  }
}

export class AnsweredWell extends AnswerEvent implements SuccessEvent {
  readonly success = true
}

export class AnsweredWithError extends AnswerEvent implements ErrorEvent {
  readonly success = false
  readonly code: string
  readonly category: Judgement['category']
  readonly kind: Judgement['kind']
  readonly severity: Judgement['severity']
  readonly scope: Judgement['scope']
  readonly known: boolean
  readonly #message: string | undefined

  constructor(parts: Parts, { code, category, kind, severity, scope, known }: Judgement) {
    super(parts)
    this.code = code
    this.category = category
    this.kind = kind
    this.severity = severity
    this.scope = scope
    this.known = known
    this.#message = parts.response.message
  }

  get message(): string {
    return this.#message === undefined ? '' : redacted(this.#message)
  }
}
