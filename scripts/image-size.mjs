import { readFileSync } from 'node:fs'
import { join } from 'node:path'

// node scripts/image-size.mjs BASE IMAGE: two OCI layouts of one layer size each -> what the image adds to its base.
const [base = '', image = ''] = process.argv.slice(2)
const under = layers(base)
const all = layers(image)
const own = all.slice(under.length)
console.log(`own layers ${megabytes(own)} MB compressed, with the base ${megabytes(all)} MB`)

function layers(folder) {
  const read = (path) => JSON.parse(readFileSync(join(folder, path), 'utf8'))
  const blob = (digest) => read(join('blobs', ...digest.split(':')))
  return blob(read('index.json').manifests[0].digest).layers
}

function megabytes(some) {
  return (some.reduce((sum, { size }) => sum + size, 0) / 1e6).toFixed(1)
}
