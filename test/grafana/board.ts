import { dashboard } from '../../grafana/dashboard.ts'

interface Board {
  readonly panels: readonly Panel[]
  readonly templating: { readonly list: readonly Variable[] }
}

interface Panel {
  readonly id: number
  readonly type: string
  readonly title: string
  readonly description: string
  readonly datasource: unknown
  readonly gridPos: Readonly<Record<'x' | 'y' | 'w' | 'h', number>>
  readonly fieldConfig: { readonly defaults: { readonly unit: string } }
  readonly targets: readonly { readonly expr: string }[]
}

interface Variable {
  readonly type: string
  readonly name: string
  readonly label: string
  readonly query: string
  readonly refresh?: number
}

/** As Grafana reads it. The library's types leave almost everything open. */
const board: Board = JSON.parse(JSON.stringify(dashboard()))

/** Rows are headings. */
export const panels = board.panels.filter(({ type }) => type !== 'row')
export const variables = board.templating.list
