// Plain JavaScript: the Node 20 that this must catch cannot load TypeScript and would hide the message.
const major = Number(process.versions.node.split('.')[0])
if (major < 24) {
  console.error(
    `tuyawatch needs Node 24.15 or newer; this is ${process.version} (${process.execPath}).\n` +
      'Run it through npm (npm start, npm test): npm ci installs the pinned Node 24 for Linux x64 and arm64.\n' +
      'It was left out if npm ci ran with --omit=optional.',
  )
  process.exit(1)
}
