import {
  DatasourceVariableBuilder,
  QueryVariableBuilder,
  VariableRefresh,
  VariableSort,
} from '@grafana/grafana-foundation-sdk/dashboard'
import { own } from './select.ts'

/** Whatever the user calls it; nothing is hard-wired. */
export const DATA_SOURCE = { type: 'prometheus', uid: '$datasource' }

export const variables = [
  new DatasourceVariableBuilder('datasource').label('Data source').type('prometheus'),
  chosenFrom('job', 'Job', 'label_values(tuyawatch_build_info, job)', '.+'),
  chosenFrom(
    'instance',
    'Instance',
    'label_values(tuyawatch_build_info{job=~"$job"}, instance)',
    '.+',
  ),
  chosenFrom('source', 'Log', `label_values(${own('tuyawatch_log_lines_total')}, source)`, '.+'),
  // A log need not name a project.
  chosenFrom('project', 'Project', `label_values(${own('tuya_responses_total')}, project)`, '.*'),
]

function chosenFrom(name: string, label: string, query: string, all: string): QueryVariableBuilder {
  return new QueryVariableBuilder(name)
    .label(label)
    .datasource(DATA_SOURCE)
    .query(query)
    .refresh(VariableRefresh.OnTimeRangeChanged)
    .sort(VariableSort.AlphabeticalAsc)
    .multi(true)
    .includeAll(true)
    .allValue(all)
    .current({ selected: true, text: 'All', value: '$__all' })
}
