import type { Millis } from '../types/time.ts'
import { type Fields, moment, monthNamed, secondsMoment } from './time-fields.ts'

/** What a timestamp without zone or year is completed with. */
export interface TimeSetting {
  /** IANA name of the zone of timestamps that name none. */
  readonly timezone: string
  /** A moment known to be close, which decides the year where the logger prints none. */
  readonly near?: Millis
}

export interface TimeFormat extends Row {
  /** The same pattern, at one place only. */
  readonly sticky: RegExp
}

interface Row {
  /** Whose it is. */
  readonly name: string
  readonly pattern: RegExp
  readonly read: (fields: Fields, setting: TimeSetting) => Millis | undefined
}

const CLOCK = String.raw`(?<hour>\d{1,2}):(?<minute>\d\d):(?<second>\d\d)(?:[.,](?<fraction>\d{1,9}))?`
const HALF = String.raw`(?:\s(?<half>[AaPp])\.?[Mm]\b)?`
/** An offset, perhaps behind a name, or an IANA name. */
const ZONE = String.raw`(?: ?(?<zone>Z|(?:UTC|GMT)?[+-]\d\d:?\d\d|UTC|GMT|[A-Z][a-z]{2,9}\/[A-Z]\w{2,20})\b)?`

/** How loggers print the time. To teach a new one, add a row. */
const ROWS: readonly Row[] = [
  {
    name: 'ISO 8601, Python, Java, Go, nginx errors, FHEM, Airflow: 2026-11-24T10:00:00.123Z, 2026/11/24 10:00:00, 2026.11.24, 2026-11-24, 10:00:00',
    pattern: new RegExp(
      String.raw`(?<!\d)(?<year>\d{4})(?<mark>[-/.])(?<month>\d{1,2})\k<mark>(?<day>\d{1,2}),?[T ]${CLOCK}${ZONE}`,
    ),
    read: dated,
  },
  {
    name: 'Chinese: 2026年11月24日 10:00:00',
    pattern: new RegExp(String.raw`(?<year>\d{4})年(?<month>\d{1,2})月(?<day>\d{1,2})日 ?${CLOCK}`),
    read: dated,
  },
  {
    name: 'without marks: 20261124T100000Z, 20261124 10:00:00',
    pattern: new RegExp(
      String.raw`(?<!\d)(?<year>20\d\d)(?<month>[01]\d)(?<day>[0-3]\d)[T ](?<hour>\d\d):?(?<minute>\d\d):?(?<second>\d\d)(?!\d)${ZONE}`,
    ),
    read: dated,
  },
  {
    name: 'toLocaleString: [11/24/2026, 3:30:16 PM], 24/11/2026, 22:30:38, 24.11.2026, 22:30:38',
    pattern: new RegExp(
      String.raw`(?<!\d)(?<first>\d{1,2})(?<mark>[./-])(?<then>\d{1,2})\k<mark>(?<year>\d{4}),? ${CLOCK}${HALF}`,
    ),
    read: localeDated,
  },
  {
    name: 'Apache and nginx access logs, Tomcat: 24/Nov/2026:10:00:00 +0000, 24-Nov-2026 10:00:00.123',
    pattern: new RegExp(
      String.raw`(?<!\d)(?<day>\d{1,2})[/ -](?<name>[A-Z][a-z]{2})[/ -](?<year>\d{4})[: ]${CLOCK}${ZONE}`,
    ),
    read: dated,
  },
  {
    name: 'java.util.logging, JavaScript: Nov 24, 2026 10:00:00 AM, Tue Nov 24 2026 10:00:00 GMT+0100',
    pattern: new RegExp(
      String.raw`(?<![A-Za-z])(?<name>[A-Z][a-z]{2}) (?<day>\d{1,2}),? (?<year>\d{4}),? ${CLOCK}${HALF}${ZONE}`,
    ),
    read: dated,
  },
  {
    name: 'syslog, Node-RED: Nov 24 10:00:00, 24 Nov 10:00:00',
    pattern: new RegExp(
      String.raw`(?<![A-Za-z\d])(?:(?<name>[A-Z][a-z]{2}) {1,2}(?<day>\d{1,2})|(?<day>\d{1,2}) (?<name>[A-Z][a-z]{2})) ${CLOCK}`,
    ),
    read: yearless,
  },
  {
    name: 'logcat: 11-24 10:00:00.123',
    pattern: new RegExp(String.raw`^(?<month>\d\d)-(?<day>\d\d) ${CLOCK}`),
    read: yearless,
  },
  {
    name: 'glog and klog: E1124 10:00:00.123456',
    pattern: new RegExp(String.raw`^[IWEF](?<month>\d\d)(?<day>\d\d) ${CLOCK}`),
    read: yearless,
  },
  {
    name: 'pino, zap, log4j2, journald: "time":1700000000000, "ts":1700000000.123, in micro- and nanoseconds too',
    pattern:
      /["']?@?(?:time|ts|timestamp|epochSecond)["']?\s?[:=]\s?"?(?<epoch>\d{10}(?:\d{3}){0,3})(?:\.(?<fraction>\d{1,9}))?(?!\d)/i,
    read: secondsMoment,
  },
  {
    name: 'Squid, Fluent Bit: 1700000000.123 at the head, [0] app: [1700000000.123456789, {',
    pattern: /^(?:\[\d{1,6}\] \S{1,60} )?\[?(?<epoch>1\d{9})\.(?<fraction>\d{3,9})(?!\d)/,
    read: secondsMoment,
  },
]

export const TIME_FORMATS: readonly TimeFormat[] = ROWS.map((row) => ({
  ...row,
  sticky: new RegExp(row.pattern.source, `${row.pattern.flags}y`),
}))

function dated(fields: Fields, { timezone }: TimeSetting): Millis | undefined {
  const month = fields['name'] ? monthNamed(fields['name']) : Number(fields['month'])
  return moment(fields, { month, day: Number(fields['day']) }, timezone)
}

/**
 * Which of two numbers is the day: the one above 12; else with AM and PM (en-US) the second, and on a 24-hour clock or
 * with dots the first.
 */
function localeDated(fields: Fields, { timezone }: TimeSetting): Millis | undefined {
  const first = Number(fields['first'])
  const then = Number(fields['then'])
  const monthFirst =
    then > 12 || (first <= 12 && fields['half'] !== undefined && fields['mark'] === '/')
  return moment(
    fields,
    monthFirst ? { month: first, day: then } : { month: then, day: first },
    timezone,
  )
}

/** The year in which the date is nearest to the moment known; without one nothing can be said. */
function yearless(fields: Fields, { timezone, near }: TimeSetting): Millis | undefined {
  if (near === undefined) return undefined
  const month = fields['name'] ? monthNamed(fields['name']) : Number(fields['month'])
  const year = new Date(near).getUTCFullYear()
  const moments = [year - 1, year, year + 1].flatMap((candidate) => {
    const at = moment(
      { ...fields, year: `${candidate}` },
      { month, day: Number(fields['day']) },
      timezone,
    )
    return at === undefined ? [] : [at]
  })
  moments.sort((a, b) => Math.abs(a - near) - Math.abs(b - near))
  return moments[0]
}
