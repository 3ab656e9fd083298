/** Series of the instances that the dashboard's variables choose. */
export function own(metric: string, ...matchers: readonly string[]): string {
  return `${metric}{${['job=~"$job"', 'instance=~"$instance"', ...matchers].join(',')}}`
}

/** The same, of the logs that they choose. */
export function ofLogs(metric: string, ...matchers: readonly string[]): string {
  return own(metric, 'source=~"$source"', ...matchers)
}

/** The same, of the cloud projects that they choose. */
export function ofCalls(metric: string, ...matchers: readonly string[]): string {
  return ofLogs(metric, 'project=~"$project"', ...matchers)
}

/** Series of a cloud project as a whole, whatever logs its calls are in. */
export function ofProjects(metric: string): string {
  return own(metric, 'project=~"$project"')
}

/** How often a counter grows, in a minute. */
export function perMinute(by: readonly string[], counter: string): string {
  return `60 * ${perSecond(by, counter)}`
}

export function perSecond(by: readonly string[], counter: string): string {
  return `sum by (${by.join(', ')}) (rate(${counter}[$__rate_interval]))`
}

/** What a counter grew by in the time that the dashboard shows. */
export function inRange(counter: string): string {
  return `increase(${counter}[$__range])`
}
