import {
  type Dashboard,
  DashboardBuilder,
  DashboardCursorSync,
  RowBuilder,
} from '@grafana/grafana-foundation-sdk/dashboard'
import * as rows from './rows.ts'
import { variables } from './variables.ts'

/** The dashboard of a fleet, as Grafana reads it. Change it here, then `npm run build:dashboard`. */
export function dashboard(): Dashboard {
  const builder = new DashboardBuilder('tuyawatch')
    .uid('tuyawatch')
    .description('Errors of the Tuya cloud in the logs of a fleet, and how tuyawatch itself is.')
    .tags(['tuya', 'tuyawatch'])
    .readonly()
    .time({ from: 'now-24h', to: 'now' })
    .refresh('1m')
    .timezone('browser')
    .tooltip(DashboardCursorSync.Crosshair)
    .variables(variables)
  for (const [title, panels] of Object.entries(ROWS)) {
    builder.withRow(new RowBuilder(title))
    for (const panel of panels) builder.withPanel(panel)
  }
  return numbered(builder.build())
}

const ROWS = {
  Now: rows.now,
  Errors: rows.errors,
  Quota: rows.quota,
  Devices: rows.devices,
  'Alerts and notifications': rows.alerts,
  Reading: rows.reading,
  'tuyawatch itself': rows.itself,
}

/** Links to a panel name its id: it must not depend on who loads the file. */
function numbered(board: Dashboard): Dashboard {
  const panels = (board.panels ?? []).map((panel, index) => ({ ...panel, id: index + 1 }))
  return { ...board, panels }
}
