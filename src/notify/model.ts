import type { Severity } from '../types/catalog.ts'
import type { Millis } from '../types/time.ts'

/** What a mail says, before it is plain text or HTML. All text in it is clean; text from logs is also inert. */
export interface MailModel {
  readonly tone: Tone
  /** One or two words in capitals: CRITICAL, RESOLVED … */
  readonly badge: string
  /** What happened, in one line. */
  readonly headline: string
  readonly lead: readonly string[]
  readonly sections: readonly Section[]
  readonly footer: readonly string[]
}

export type Tone = 'critical' | 'warning' | 'info' | 'over'

export type Section =
  | { readonly kind: 'facts'; readonly title?: string; readonly facts: readonly Fact[] }
  | { readonly kind: 'prose'; readonly title: string; readonly paragraphs: readonly string[] }
  | { readonly kind: 'steps'; readonly title: string; readonly steps: readonly string[] }
  | { readonly kind: 'table'; readonly title?: string; readonly table: Table }
  | {
      readonly kind: 'bars'
      readonly title: string
      readonly bars: readonly Bar[]
      /** Of the incident: the colour of its bars. */
      readonly severity: Severity
      /** What is counted since when, and how much the highest bar is. */
      readonly caption: string
    }
  | { readonly kind: 'samples'; readonly title: string; readonly samples: readonly Excerpt[] }
  | { readonly kind: 'links'; readonly title: string; readonly links: readonly Link[] }

export type Fact = readonly [name: string, value: string]

export interface Table {
  readonly head: readonly string[]
  readonly rows: readonly (readonly string[])[]
  /** What is not shown; '' when everything is. */
  readonly rest: string
}

/** What was counted in a length of time that ends at `at`. */
export interface Bar {
  readonly at: Millis
  readonly count: number
  /** The incident goes on in it; else it is from before. */
  readonly during: boolean
}

export interface Excerpt {
  readonly caption: string
  readonly text: string
}

/** From the configuration or the catalog only, never from a log. */
export interface Link {
  readonly label: string
  readonly url: string
}
