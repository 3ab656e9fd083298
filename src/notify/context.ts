import type { Catalog } from '../types/catalog.ts'
import type { Maskable } from '../types/mask.ts'

/** What a mail says besides the notification itself. */
export interface RenderContext {
  /** Who is speaking: the host or pod. */
  readonly instance: string
  readonly catalog: Catalog
  /** Of tuyawatch. */
  readonly version: string
  /** The status page, as the reader reaches it. */
  readonly statusUrl?: string
  /** What is shortened; absent: nothing. */
  readonly mask?: readonly Maskable[]
}
