import {
  BigValueColorMode,
  BigValueGraphMode,
  GraphDrawStyle,
  LegendDisplayMode,
  LegendPlacement,
  ReduceDataOptionsBuilder,
  SortOrder,
  StackingConfigBuilder,
  StackingMode,
  TooltipDisplayMode,
  VizLegendOptionsBuilder,
  VizTooltipOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common'
import { ThresholdsConfigBuilder, ThresholdsMode } from '@grafana/grafana-foundation-sdk/dashboard'
import { DataqueryBuilder, PromQueryFormat } from '@grafana/grafana-foundation-sdk/prometheus'
import { PanelBuilder as StatBuilder } from '@grafana/grafana-foundation-sdk/stat'
import { PanelBuilder as TableBuilder } from '@grafana/grafana-foundation-sdk/table'
import { PanelBuilder as TimeSeriesBuilder } from '@grafana/grafana-foundation-sdk/timeseries'
import { DATA_SOURCE } from './variables.ts'

/** Of Grafana's 24 columns. */
const HALF = 12
const SIXTH = 4

export interface View {
  readonly title: string
  /** What it shows, and what to think of it. */
  readonly description: string
  /** Grafana's name of a unit. */
  readonly unit: string
  /** Legends by their expressions. */
  readonly queries: Readonly<Record<string, string>>
}

/** One number, red from `bad` on. */
export function stat(view: View, bad = Number.POSITIVE_INFINITY): StatBuilder {
  return new StatBuilder()
    .title(view.title)
    .description(view.description)
    .unit(view.unit)
    .datasource(DATA_SOURCE)
    .targets(queriesOf(view))
    .thresholds(
      new ThresholdsConfigBuilder()
        .mode(ThresholdsMode.Absolute)
        .steps([
          { value: null, color: 'green' },
          ...(Number.isFinite(bad) ? [{ value: bad, color: 'red' }] : []),
        ]),
    )
    .colorMode(BigValueColorMode.Value)
    .graphMode(BigValueGraphMode.Area)
    .reduceOptions(new ReduceDataOptionsBuilder().calcs(['lastNotNull']))
    .span(SIXTH)
    .height(4)
}

/** Lines over time. */
export function lines(view: View): TimeSeriesBuilder {
  return new TimeSeriesBuilder()
    .title(view.title)
    .description(view.description)
    .unit(view.unit)
    .datasource(DATA_SOURCE)
    .targets(queriesOf(view))
    .min(0)
    .fillOpacity(10)
    .legend(
      new VizLegendOptionsBuilder()
        .displayMode(LegendDisplayMode.Table)
        .placement(LegendPlacement.Bottom)
        .showLegend(true)
        .calcs(['lastNotNull', 'max']),
    )
    .tooltip(
      new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi).sort(SortOrder.Descending),
    )
    .span(HALF)
    .height(8)
}

/** Areas on top of each other. */
export function stack(view: View): TimeSeriesBuilder {
  return lines(view)
    .drawStyle(GraphDrawStyle.Line)
    .fillOpacity(40)
    .lineWidth(1)
    .stacking(new StackingConfigBuilder().mode(StackingMode.Normal).group('A'))
}

/** The last values as rows. `columns` are titles of labels in their order, `Value` that of the number. */
export function table(view: View, columns: Readonly<Record<string, string>>): TableBuilder {
  const names = Object.keys(columns)
  return new TableBuilder()
    .title(view.title)
    .description(view.description)
    .unit(view.unit)
    .datasource(DATA_SOURCE)
    .targets(queriesOf(view).map((query) => query.instant().format(PromQueryFormat.Table)))
    .withTransformation({
      id: 'organize',
      options: {
        excludeByName: { Time: true },
        indexByName: Object.fromEntries(names.map((name, index) => [name, index])),
        renameByName: columns,
      },
    })
    .span(HALF)
    .height(8)
}

function queriesOf({ queries }: View): DataqueryBuilder[] {
  return Object.entries(queries).map(([legend, expr], index) =>
    new DataqueryBuilder()
      .refId(String.fromCharCode('A'.charCodeAt(0) + index))
      .datasource(DATA_SOURCE)
      .expr(expr)
      .legendFormat(legend),
  )
}
