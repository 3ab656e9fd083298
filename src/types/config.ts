import type { Maskable } from './mask.ts'
import type { Noise } from './noise.ts'
import type { QuotaPlan } from './quota.ts'
import type { Framing } from './record.ts'
import type { Rule } from './rule.ts'
import type { Millis } from './time.ts'

/** A form in which programs of the user's own log an answer. */
export interface UserPattern {
  readonly name: string
  /** RE2, with the named group `code` and perhaps `message`, `device_id`, `path`, `tid`, `time`. */
  readonly pattern: string
}

/** One `logs` entry. */
export interface LogEntry {
  /** Unique; the label `source`. */
  readonly name: string
  /** Absolute globs or paths; `-` is standard input. */
  readonly paths: readonly string[]
  readonly exclude: readonly string[]
  /** For files met when this entry is first seen in the state; files that appear later are read whole. */
  readonly startAt: 'end' | 'beginning'
  readonly format: 'auto' | Framing
  /** IANA zone of timestamps that name none. */
  readonly timezone: string
  /** Label `project`; '' when not given. */
  readonly project: string
  /** Tried on each line before the built-in forms; absent: none. */
  readonly extract?: readonly UserPattern[]
}

/** Given in the configuration, or in a file of its own that is read anew at each use. */
export type Secret = { readonly value: string } | { readonly file: string }

export interface Smtp {
  readonly host: string
  readonly port: number
  /** `starttls` is required, not tried: a relay that does not offer it is an error. */
  readonly tls: 'implicit' | 'starttls' | 'none'
  readonly user?: string
  /** Read anew at each connection where it comes from a file, so that a rotated secret is picked up. */
  readonly password?: Secret
  readonly caFile?: string
  readonly serverName?: string
  /** Who we are, for a relay that asks for a certificate. Read anew at each connection, as the password is. */
  readonly client?: { readonly certFile: string; readonly keyFile: string }
}

interface ReceiverBase {
  readonly name: string
  /** Name of the receiver that takes over while this one fails. */
  readonly fallback?: string
}

export interface EmailReceiver extends ReceiverBase {
  readonly email: { readonly to: readonly string[]; readonly from: string; readonly smtp: Smtp }
}

export interface WebhookReceiver extends ReceiverBase {
  readonly webhook: {
    readonly url: Secret
    readonly format: 'json' | 'slack' | 'teams'
    /** Signs the body. */
    readonly secret?: Secret
  }
}

export interface AlertmanagerReceiver extends ReceiverBase {
  readonly alertmanager: { readonly url: string }
}

export type Receiver = EmailReceiver | WebhookReceiver | AlertmanagerReceiver

/** A configuration that has been checked: every name resolves, every default is filled in. */
export interface Config {
  readonly stateDir: string
  /** Who is speaking, in mails. */
  readonly instance: string
  readonly http: {
    readonly host: string
    readonly port: number
    /** Where people reach the status page: for links in mails. */
    readonly externalUrl?: string
    /** Absolute path of the web configuration: TLS and users. */
    readonly webConfig?: string
  }
  readonly logs: readonly LogEntry[]
  /** Absolute paths of the user's catalog files. */
  readonly catalog: readonly string[]
  readonly rules: readonly Rule[]
  /** Absent: none is known. */
  readonly quotas?: readonly QuotaPlan[]
  readonly receivers: readonly Receiver[]
  readonly noise: Noise
  /** What of a log is shortened before it leaves. */
  readonly mask: readonly Maskable[]
  readonly heartbeat?: Heartbeat
  readonly weekly?: Weekly
}

/** When a sign of life is sent, and to whom. */
export interface Weekly {
  /** Names of receivers. */
  readonly notify: readonly string[]
  /** 0 is Sunday. */
  readonly weekday: number
  /** Since midnight. */
  readonly minute: number
  readonly timezone: string
}

/** A URL to fetch while reading and delivering work. */
export interface Heartbeat {
  readonly url: Secret
  readonly everyMs: Millis
}

/** One thing wrong with an input file, where it stands and what would be right. */
export interface Problem {
  readonly file: string
  /** 1-based; absent when the file as a whole is the problem. */
  readonly line?: number
  readonly column?: number
  /** Dotted, such as `rules.0.window`; '' for the whole file. */
  readonly path: string
  /** «expected …, got …», perhaps with a suggestion. */
  readonly message: string
}

export type Checked<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly [Problem, ...Problem[]] }
