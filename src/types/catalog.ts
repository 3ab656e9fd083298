export const CATEGORIES = [
  'auth',
  'quota_billing',
  'rate_limit',
  'device_offline',
  'permission',
  'region',
  'device_state',
  'parameter',
  'not_found',
  'conflict',
  'unsupported',
  'platform',
  'unknown',
] as const
export type Category = (typeof CATEGORIES)[number]

/** The finer sort within a category; it decides who must act. */
export const KINDS = [
  'auth_token',
  'auth_credentials',
  'signature',
  'subscription',
  'quota',
  'rate_limit',
  'device_offline',
  'permission',
  'network_region',
  'device_state',
  'parameter',
  'not_found',
  'conflict',
  'unsupported',
  'platform',
  'unknown',
] as const
export type Kind = (typeof KINDS)[number]

export const SEVERITIES = ['info', 'warning', 'critical'] as const
export type Severity = (typeof SEVERITIES)[number]

/** Whose success is evidence that the trouble is over. */
export const SCOPES = ['project', 'api', 'device', 'call'] as const
export type Scope = (typeof SCOPES)[number]

/** One meaning of one code. A code with two meanings has two entries, told apart by `when`. */
export interface Entry {
  /** As the cloud sends it: decimal digits, perhaps signed, or a word. */
  readonly code: string
  /** The table's or SDK's own text first, then the spellings and languages seen in reality. */
  readonly messages: readonly [string, ...string[]]
  readonly category: Exclude<Category, 'unknown'>
  readonly kind: Exclude<Kind, 'unknown'>
  readonly scope: Scope
  readonly severity: Severity
  /** An automatic retry, after back-off or with a new token, can succeed with no human. */
  readonly retryable: boolean
  /** Who must act, in words: `account owner`, `developer`, `operator`, `nobody`. */
  readonly who: string
  /** What it means, one or two sentences of our own. */
  readonly meaning: string
  /** What to do, the likeliest cause first; each step a sentence. */
  readonly advice: readonly [string, ...string[]]
  /** The vendor's page. */
  readonly link: string
  /**
   * Where this meaning of a code with several applies: the message contains the text, or, when the message is none that
   * is known, the path contains one of the parts. Absent on the meaning that holds otherwise.
   */
  readonly when?: { readonly message?: string; readonly path?: readonly string[] }
  /** Where the fact comes from: `table`, or an SDK's or issue's name. */
  readonly source: string
}

/** All codes known. `find` never fails: a code without an entry is `undefined`. */
export interface Catalog {
  readonly entries: readonly Entry[]
  /** The meaning of a code; message and path decide where it has several. */
  find(code: string, message?: string, path?: string): Entry | undefined
  /** Entries that carry this message (compared without case, quotes and spacing); several codes share a text. */
  findByMessage(message: string): readonly Entry[]
}
