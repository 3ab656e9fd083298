// The small application of `tuyawatch demo`, alone: it writes app.log, live, over and over.
import { startApplication } from '/opt/tuyawatch/dist/demo/application.js'

const application = startApplication({ folder: '/var/lib/tuyawatch', start: Date.now(), seed: 1 })
setInterval(() => application.advance(Date.now()), 100)
process.once('SIGTERM', () => process.exit())
