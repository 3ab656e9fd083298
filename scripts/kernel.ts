import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The module with the compiled kernel; the same for the same source and compiler. Throws what the compiler says. */
export function kernelModule(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tuyawatch-kernel-'))
  const file = join(folder, 'kernel.wasm')
  try {
    execFileSync(process.execPath, [COMPILER, SOURCE, ...OPTIONS, '--outFile', file])
    const text = readFileSync(file).toString('base64')
    return `/** Made by \`npm run build:kernel\` from \`kernel/\`: WebAssembly in base64. */\nexport const KERNEL =\n  '${text}'\n`
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const COMPILER = 'node_modules/assemblyscript/bin/asc.js'
const SOURCE = 'src/sift/kernel/kernel.ts'
const OPTIONS = [
  ...['--optimizeLevel', '3', '--noAssert', '--runtime', 'stub'],
  ...['--enable', 'simd', '--enable', 'relaxed-simd'],
]
