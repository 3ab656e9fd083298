/** What the sift uses of it: of TypeScript's libraries only those of browsers declare WebAssembly. */
declare namespace WebAssembly {
  class Memory {
    readonly buffer: ArrayBuffer
    /** In pages of 64 KiB. */
    constructor(limits: { readonly initial: number; readonly maximum: number })
  }
  class Module {
    constructor(bytes: Uint8Array<ArrayBuffer>)
  }
  class Instance {
    readonly exports: unknown
    constructor(module: Module, imports: { readonly env: { readonly memory: Memory } })
  }
}
