import { readFileSync } from 'node:fs'
import { Hono } from 'hono'
import { ICON } from './page/icon.ts'
import { STYLE } from './page/style.ts'

/** What the status page loads, all of it from here: its style, its script, its icon. */
export function assetRoutes(): Hono {
  const app = new Hono()
  for (const [path, { type, body }] of ASSETS)
    app.get(path, (c) => c.body(body, 200, { 'Content-Type': type, 'Cache-Control': 'no-cache' }))
  return app
}

/** Goes to the browser as it stands there. */
const SCRIPT = readFileSync(new URL('./client/live.js', import.meta.url), 'utf8')

const ASSETS = new Map([
  ['/page.css', { type: 'text/css; charset=utf-8', body: STYLE }],
  ['/live.js', { type: 'text/javascript; charset=utf-8', body: SCRIPT }],
  ['/icon.svg', { type: 'image/svg+xml', body: ICON }],
])
