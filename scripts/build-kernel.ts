// Compiles the kernel of the sift into a module, so that `dist/` needs nothing but `tsc`.
import { writeFileSync } from 'node:fs'
import { kernelModule } from './kernel.ts'

writeFileSync('src/sift/kernel-bytes.ts', kernelModule())
