/** What the sift uses of it: of TypeScript's libraries only those of browsers declare WebAssembly. */
declare namespace WebAssembly {
  class Memory {
    readonly buffer: ArrayBuffer
    /** By so many pages of 64 KiB. The buffer from before is gone then. */
    grow(pages: number): number
  }
  class Module {
    constructor(bytes: Uint8Array<ArrayBuffer>)
  }
  class Instance {
    readonly exports: unknown
    constructor(module: Module)
  }
}
