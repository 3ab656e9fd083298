import type { Tone } from './model.ts'

export const FONT = "-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif"
const MONO = "ui-monospace,SFMono-Regular,Menlo,Consolas,'Liberation Mono',monospace"

export const PAGE = 'margin:0;padding:0;background:#eef1f5;-webkit-text-size-adjust:100%'
export const TEXT = `margin:0 0 10px;font:15px/1.5 ${FONT};color:#1c2430;overflow-wrap:anywhere`
export const MUTED = `margin:0 0 4px;font:12px/1.5 ${FONT};color:#5b6675;overflow-wrap:anywhere`
export const TITLE = `margin:22px 0 8px;font:700 12px/1.4 ${FONT};letter-spacing:.06em;text-transform:uppercase;color:#5b6675`
export const CELL = `padding:5px 10px 5px 0;font:14px/1.45 ${FONT};color:#1c2430;text-align:left;vertical-align:top;border-top:1px solid #e3e8ee;overflow-wrap:anywhere`
/** A cell with a few characters: a code or a number is not broken in two. */
export const SHORT_CELL = CELL.replace('overflow-wrap:anywhere', 'white-space:nowrap;width:1%')
export const NAME = `padding:5px 12px 5px 0;font:14px/1.45 ${FONT};color:#5b6675;text-align:left;vertical-align:top;border-top:1px solid #e3e8ee;width:96px`
export const HEAD = `padding:0 10px 5px 0;font:600 12px/1.4 ${FONT};color:#5b6675;text-align:left;vertical-align:bottom`
/** Pixels of the highest bar. */
export const BAR_HEIGHT = 48
export const BARS = 'border-collapse:collapse;margin:0 0 4px;table-layout:fixed'
export const BAR_CELL = `height:${BAR_HEIGHT}px;padding:0 1px 0 0;vertical-align:bottom`
export const BAR = 'font-size:1px;line-height:1px'
export const BAR_BEFORE = 'background:#5b6675'
export const BAR_EMPTY = 'background:#e3e8ee'
export const LOG = `margin:0 0 12px;padding:10px 12px;background:#f4f6f9;border-radius:6px;font:12px/1.5 ${MONO};color:#1c2430;white-space:pre-wrap;overflow-wrap:anywhere;word-break:break-word`
export const LINK = 'color:#0b5cad;text-decoration:underline;overflow-wrap:anywhere'

export const ACCENT: Readonly<Record<Tone, string>> = {
  critical: '#c62828',
  warning: '#b25e00',
  info: '#1565c0',
  over: '#2e7d32',
}

export const CARD = byTone(
  (accent) =>
    `background:#ffffff;border-top:5px solid ${accent};border-radius:8px;padding:18px 16px 10px`,
)
export const BADGE = byTone(
  (accent) =>
    `display:inline-block;padding:3px 9px;border-radius:4px;background:${accent};color:#ffffff;font:700 12px/1.4 ${FONT};letter-spacing:.05em`,
)

/** What inline styles cannot say. Mail programs that drop it show the light page. */
export const DARK_CSS = `
:root { color-scheme: light dark; supported-color-schemes: light dark }
@media (prefers-color-scheme: dark) {
  .page { background: #10141a !important }
  .card { background: #1a2029 !important }
  .text { color: #e6eaf0 !important }
  .muted { color: #9aa7b6 !important }
  .line { border-color: #2c3542 !important }
  .log { background: #10141a !important; color: #d5dce5 !important }
  .bar { background: #9aa7b6 !important }
  .empty { background: #2c3542 !important }
  .link { color: #7db8ff !important }
}
`

function byTone(style: (accent: string) => string): Readonly<Record<Tone, string>> {
  return {
    critical: style(ACCENT.critical),
    warning: style(ACCENT.warning),
    info: style(ACCENT.info),
    over: style(ACCENT.over),
  }
}
