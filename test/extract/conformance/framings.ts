/** What a logger, a terminal, a process runner or a container runtime makes of a print. */
export interface Framing {
  readonly framing: string
  readonly writes: (print: string) => Written
}

export interface Written {
  readonly text: string
  /** 1-based physical line on which each line of the print starts. */
  readonly lineOf: (line: number) => number
  /** The time that stands on the line. */
  readonly time?: number
}

const TIME = '2026-03-01T08:00:00.456Z'
const MOMENT = Date.parse(TIME)

export const FRAMINGS: readonly Framing[] = [
  each('bare', (line) => line),
  first('Python', '2026-03-01 08:00:00,456 ERROR (MainThread) [app.cloud] '),
  first('Java', '2026-03-01 08:00:00.456 ERROR 1106 --- [nio-8080-exec-1] app.Cloud : '),
  first('Homebridge', '[3/1/2026, 8:00:00 AM] [Cloud] ', MOMENT - 456),
  each('a prefix on every line', (line) => `2026-03-01 08:00:00.456 [ERROR] app: ${line}`, MOMENT),
  each('Docker', (line) => docker(line), MOMENT),
  each('CRI', (line) => `${TIME} stderr F ${line}`, MOMENT),
  parts('CRI in parts', (part, last) => `${TIME} stderr ${last ? 'F' : 'P'} ${part}`),
  parts('Docker in parts', (part, last) => docker(part, last)),
  each('docker compose', (line) => `app-1  | ${line}`),
  each('pm2', (line) => `0|app  | ${line}`),
  each('journald', (line) => `Mar 01 08:00:00 host app[1010]: ${line}`, MOMENT - 456, true),
  each('syslog', (line) => `Mar  1 08:00:00 host app: ${line}`, MOMENT - 456, true),
  each('colours', (line) => `\u001b[31m${line}\u001b[39m`),
  each('colours as cat -v shows them', (line) => `^[[31m${line}^[[0m`),
  each('concurrently', (line) => `[0] ${line}`),
  each('a quoted mail', (line) => `> ${line}`),
  each('Windows line ends', (line) => `${line}\r`),
]

/** Two streams whose lines come in turns: the other one prints a body of its own meanwhile. */
export function interleaved(print: string): Written {
  const other = ['starting {', '  "port": 1106,', '  "workers": 4', '}', 'ready', 'ready', 'ready']
  const lines = print.split('\n')
  const text = lines
    .flatMap((line, at) => [
      `${TIME} stdout F ${other[at % other.length]}`,
      `${TIME} stderr F ${line}`,
    ])
    .join('\n')
  return { text, lineOf: (line) => 2 * line, time: MOMENT }
}

function each(
  framing: string,
  wrap: (line: string) => string,
  time?: number,
  yearless = false,
): Framing {
  return {
    framing,
    writes: (print) => ({
      text: print
        .split('\n')
        .map((line) => wrap(line))
        .join('\n'),
      lineOf: (line) => line,
      ...(time === undefined || yearless ? {} : { time }),
    }),
  }
}

/** Loggers print their head once, whatever the message holds. */
function first(framing: string, head: string, time = MOMENT): Framing {
  return { framing, writes: (print) => ({ text: head + print, lineOf: (line) => line, time }) }
}

/** Each line in two halves, as runtimes do with long ones. */
function parts(framing: string, wrap: (part: string, last: boolean) => string): Framing {
  return {
    framing,
    writes: (print) => ({
      text: print
        .split('\n')
        .flatMap((line) => {
          const middle = Math.floor(line.length / 2)
          return [wrap(line.slice(0, middle), false), wrap(line.slice(middle), true)]
        })
        .join('\n'),
      lineOf: (line) => 2 * line - 1,
      time: MOMENT,
    }),
  }
}

function docker(line: string, last = true): string {
  return JSON.stringify({ log: last ? `${line}\n` : line, stream: 'stderr', time: TIME })
}
